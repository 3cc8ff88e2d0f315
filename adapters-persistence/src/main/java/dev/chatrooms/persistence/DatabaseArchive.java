package dev.chatrooms.persistence;

import dev.chatrooms.persistence.JdbcTransactions.Connections;
import dev.chatrooms.persistence.archive.ArchiveTable;
import dev.chatrooms.persistence.archive.ExportReader;
import dev.chatrooms.persistence.archive.ImportWriter;
import dev.chatrooms.persistence.sql.SqlFailures;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.JdbiException;

/** Reads everything out of a database, and writes it into an empty one. Both use a connection without time limits. */
public final class DatabaseArchive {
    private static final Logger LOG = System.getLogger(DatabaseArchive.class.getName());

    private DatabaseArchive() {}

    /**
     * Runs a task that reads the database, which servers may be using.
     *
     * @throws dev.chatrooms.application.spi.StoreUnavailable if the database cannot be reached
     */
    public static <T> T read(DataSource source, Function<ExportReader, T> task) {
        try (Connection connection = source.getConnection()) {
            return task.apply(new ExportReader(connection));
        } catch (SQLException e) {
            throw SqlFailures.translate(e);
        }
    }

    /**
     * Runs a task that fills the database, in one transaction. If it fails, or the process ends, the database is as it
     * was.
     *
     * @throws dev.chatrooms.application.spi.StoreUnavailable if the database cannot be reached
     */
    public static <T> T write(DataSource source, Function<ImportWriter, T> task) {
        HandleCallback<T, RuntimeException> work = handle -> task.apply(new ImportWriter(handle));
        try (Handle handle = Connections.of(source, null).jdbi().open()) {
            T result = handle.inTransaction(work);
            analyze(handle);
            return result;
        } catch (JdbiException e) {
            throw SqlFailures.translate(e);
        }
    }

    /**
     * Checks that the database has no rows that an import would refuse. It may be without tables, and is not changed.
     *
     * @throws dev.chatrooms.persistence.archive.ImportRefused if it has such rows
     * @throws dev.chatrooms.application.spi.StoreUnavailable if the database cannot be reached
     */
    public static void requireEmpty(DataSource source) {
        HandleConsumer<RuntimeException> check = handle -> new ImportWriter(handle).requireEmpty();
        try (Handle handle = Connections.of(source, null).jdbi().open()) {
            handle.useTransaction(check);
        } catch (JdbiException e) {
            throw SqlFailures.translate(e);
        }
    }

    /** Collects the statistics by which the planner knows the tables. Otherwise autovacuum does so within a minute. */
    private static void analyze(Handle handle) {
        try {
            handle.execute(
                    "analyze " + ArchiveTable.exported().map(ArchiveTable::name).collect(Collectors.joining(", ")));
        } catch (JdbiException e) {
            LOG.log(
                    Level.WARNING,
                    "The import is complete, but the tables could not be analysed; queries are slow until autovacuum"
                            + " has done so: {0}",
                    SqlFailures.translate(e).getMessage());
        }
    }
}
