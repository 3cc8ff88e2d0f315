package dev.chatrooms.server;

import dev.chatrooms.application.spi.FileStore;
import dev.chatrooms.server.archive.DataExport;
import dev.chatrooms.server.archive.DataImport;
import dev.chatrooms.server.archive.ProgressListener;
import dev.chatrooms.server.configuration.Configuration;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.BiFunction;
import javax.sql.DataSource;

/** Exports the configured database and file store, and imports exports into them. */
public final class Archives {
    private Archives() {}

    /**
     * Writes an export to a new folder. Servers may be running.
     *
     * @throws dev.chatrooms.server.archive.ArchiveException if it cannot be written; nothing is left
     */
    public static DataExport.Result export(Configuration configuration, Path target, ProgressListener progress) {
        return onStores(
                configuration, (database, files) -> DataExport.write(database, files, target, Instant.now(), progress));
    }

    /**
     * Checks an export and reads it into an empty database. A database that is not empty is refused at once. A new
     * embedded database is created only for an export that is whole.
     *
     * @return the number of contents that the export lacks
     * @throws dev.chatrooms.server.archive.ArchiveException if the export is not whole or the database not empty;
     *     nothing was written
     */
    public static int load(Configuration configuration, Path folder, ProgressListener progress) {
        if (Databases.exists(configuration)) {
            Databases.use(configuration, database -> {
                DataImport.requireEmpty(database);
                return database;
            });
        }
        DataImport checked = DataImport.open(folder, progress);
        return onStores(configuration, (database, files) -> checked.write(database, files, progress));
    }

    private static <T> T onStores(Configuration configuration, BiFunction<DataSource, FileStore, T> task) {
        try (Closer closer = new Closer()) {
            DataSource database =
                    Databases.ofCurrentVersion(configuration, closer).unpooled();
            return task.apply(database, FileStores.open(configuration.files(), closer));
        }
    }
}
