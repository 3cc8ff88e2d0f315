package dev.chatrooms.persistence;

import dev.chatrooms.application.spi.Cancellation;
import dev.chatrooms.application.spi.Committed;
import dev.chatrooms.application.spi.StoreUnavailable;
import dev.chatrooms.application.spi.Stores;
import dev.chatrooms.application.spi.Transactions;
import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.event.Epoch;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.persistence.event.LogAppender.Taken;
import dev.chatrooms.persistence.event.LogEpoch;
import dev.chatrooms.persistence.sql.Conflict;
import dev.chatrooms.persistence.sql.ConnectionKind;
import dev.chatrooms.persistence.sql.Instants;
import dev.chatrooms.persistence.sql.SocketTimeout;
import dev.chatrooms.persistence.sql.Sql;
import dev.chatrooms.persistence.sql.SqlFailures;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.TemplateEngine;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** {@link Transactions} on connections for reading and for writing, which may come from one pool. */
final class JdbcTransactions implements Transactions {
    private static final Logger LOG = System.getLogger(JdbcTransactions.class.getName());
    private static final int MAX_ATTEMPTS = 6;
    private static final long MAX_PAUSE_MILLIS = 20;
    /** The age past which a write is not tried again: its caller does not wait any longer. */
    private static final long MAX_RETRY_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final String SPILL_NEXT_TO_TABLES =
            "select set_config('work_mem', '64kB', true), set_config('temp_tablespaces', '', true)";

    /**
     * Writes a temporary file, which needs no room in the write-ahead log. It is larger than a segment of that log,
     * because the server goes down if a new segment does not fit on the disk.
     */
    private static final String SPILL = """
      with rows as materialized (select repeat('x', 1000000) || n as padding from generate_series(1, 20) n)
      select count(*) from rows
      """;

    /**
     * A source of connections.
     *
     * @param setup the statements at the start of each transaction; null for connections that have their settings
     *     already and are used by the chat only
     */
    record Connections(Jdbi jdbi, @Nullable String setup) {
        static Connections of(DataSource source, @Nullable String setup) {
            return of(source::getConnection, setup);
        }

        static Connections of(ConnectionFactory source, @Nullable String setup) {
            Jdbi jdbi = Jdbi.create(source);
            jdbi.registerArgument(new Instants());
            // Statements contain no templates.
            jdbi.getConfig(SqlStatements.class).setTemplateEngine(TemplateEngine.NOP);
            return new Connections(jdbi, setup);
        }
    }

    private final Connections reading;
    private final Connections writing;
    /** The last known epoch, for the result of commits without events. */
    private volatile Epoch epoch;

    /** Verifies the epoch of the log. @throws StoreUnavailable if the database cannot be reached */
    JdbcTransactions(Connections reading, Connections writing) {
        this.reading = reading;
        this.writing = writing;
        this.epoch = verifyEpoch();
    }

    private Epoch verifyEpoch() {
        return inTransaction(
                writing, handle -> new LogEpoch(Sql.writing(handle)).verify().epoch());
    }

    @Override
    public <T> T read(Function<? super Stores, ? extends T> work) {
        try {
            return inTransaction(reading, handle -> read(Sql.reading(handle), work));
        } catch (Conflict e) {
            throw readConflict(e);
        }
    }

    @Override
    public <T> T read(Cancellation cancellation, Function<? super Stores, ? extends T> work) {
        try {
            // The connection is given back only after a cancellation in progress, which could hit its next user.
            return inTransaction(
                    reading,
                    handle -> cancellation.<T>run(
                            () -> cancelQuery(handle.getConnection()),
                            () -> read(Sql.reading(handle, cancellation), work)));
        } catch (Conflict e) {
            throw readConflict(e);
        }
    }

    private static void cancelQuery(Connection connection) {
        try {
            connection.unwrap(PGConnection.class).cancelQuery();
        } catch (SQLException e) {
            // The query ends by its time limit.
            LOG.log(Level.DEBUG, "a query could not be cancelled", e);
        }
    }

    /**
     * Runs without a transaction on connections prepared for it. On a host's connections, whose settings are per
     * transaction, it is a read like any other.
     */
    @Override
    public <T> T readSingle(Function<? super Stores, ? extends T> work) {
        try {
            return reading.setup() == null
                    ? withoutTransaction(reading, handle -> read(Sql.readingSingle(handle), work))
                    : inTransaction(reading, handle -> read(Sql.readingSingle(handle), work));
        } catch (Conflict e) {
            throw readConflict(e);
        }
    }

    /** Runs the work and throws the failure of a statement even if the work has swallowed it. */
    private static <T> T result(Sql sql, Function<? super UnitOfWork, ? extends T> work, JdbcUnitOfWork unit) {
        T result;
        try {
            result = work.apply(unit);
        } catch (RuntimeException e) {
            throw precedent(sql, e);
        }
        RuntimeException failure = sql.failure();
        if (failure != null) {
            throw failure;
        }
        return result;
    }

    /**
     * Returns a conflict or an outage if a statement has met one, or else the exception of the work. Decisions that the
     * work made after such a failure do not count.
     */
    private static RuntimeException precedent(Sql sql, RuntimeException thrown) {
        RuntimeException failure = sql.failure();
        return failure instanceof Conflict || failure instanceof StoreUnavailable ? failure : thrown;
    }

    private static <T> T read(Sql sql, Function<? super Stores, ? extends T> work) {
        return result(sql, work::apply, new JdbcUnitOfWork(sql));
    }

    private static StoreUnavailable readConflict(Conflict conflict) {
        return new StoreUnavailable("the read was cancelled by a conflict", conflict);
    }

    @Override
    public <T> Committed<T> write(Function<? super UnitOfWork, ? extends T> work) {
        long started = System.nanoTime();
        for (int attempt = 1; ; attempt++) {
            try {
                return inTransaction(writing, handle -> writeOnce(handle, work));
            } catch (Conflict e) {
                if (attempt == MAX_ATTEMPTS || System.nanoTime() - started > MAX_RETRY_NANOS) {
                    throw new StoreUnavailable("transaction retries exhausted after repeated conflicts", e);
                }
                pause(attempt);
            }
        }
    }

    @Override
    public void checkSpace() {
        inTransaction(reading, handle -> {
            handle.execute(SPILL_NEXT_TO_TABLES);
            return handle.execute(SPILL);
        });
    }

    private <T> Committed<T> writeOnce(Handle handle, Function<? super UnitOfWork, ? extends T> work) {
        Sql sql = Sql.writing(handle);
        JdbcUnitOfWork unit = new JdbcUnitOfWork(sql);
        T result = result(sql, work, unit);
        Taken taken = unit.takePositions(writing.setup() == null);
        if (taken == null) {
            return new Committed<>(result, epoch, Position.START, 0);
        }
        epoch = taken.epoch();
        return new Committed<>(result, taken.epoch(), taken.before(), unit.appended());
    }

    /** Runs a single statement, which is a transaction of its own and saves the round trips of BEGIN and COMMIT. */
    static <T> T withoutTransaction(Connections connections, Function<Handle, T> work) {
        try (Handle handle = open(connections)) {
            return work.apply(handle);
        } catch (Conflict | StoreUnavailable e) {
            throw e;
        } catch (RuntimeException e) {
            throw SqlFailures.translate(e);
        }
    }

    static <T> T inTransaction(Connections connections, Function<Handle, T> work) {
        boolean committing = false;
        try (Handle handle = open(connections)) {
            // The chat's own connections have their limit from the start.
            SocketTimeout limit = connections.setup() == null
                    ? null
                    : SocketTimeout.limit(handle.getConnection(), ConnectionKind.WRITING);
            handle.begin();
            try {
                if (connections.setup() != null) {
                    handle.execute(connections.setup());
                }
                T result = work.apply(handle);
                committing = true;
                handle.commit();
                return result;
            } catch (Throwable e) {
                rollBack(handle, e);
                throw e;
            } finally {
                if (limit != null) {
                    limit.close();
                }
            }
        } catch (Conflict | StoreUnavailable e) {
            throw e;
        } catch (RuntimeException e) {
            throw committing ? SqlFailures.ofCommit(e) : SqlFailures.translate(e);
        }
    }

    private static Handle open(Connections connections) {
        try {
            return connections.jdbi().open();
        } catch (RuntimeException e) {
            throw SqlFailures.unreachable(e);
        }
    }

    private static void rollBack(Handle handle, Throwable cause) {
        try {
            handle.rollback();
        } catch (RuntimeException e) {
            // The connection is lost, and the transaction with it.
            cause.addSuppressed(e);
        }
    }

    /** Waits a random time, so that conflicting transactions do not collide again. */
    private static void pause(int attempt) {
        try {
            TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextLong(MAX_PAUSE_MILLIS * attempt));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailable("interrupted before a retry", e);
        }
    }
}
