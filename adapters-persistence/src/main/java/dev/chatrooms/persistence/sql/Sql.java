package dev.chatrooms.persistence.sql;

import dev.chatrooms.application.spi.Cancellation;
import dev.chatrooms.application.spi.StoreUnavailable;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/**
 * Runs the statements of one transaction. Failures are translated into the exceptions of the ports. The first one is
 * kept: after it the transaction can only be rolled back, even if the caller has swallowed the exception.
 */
public final class Sql {
    /** The age past which a transaction starts no further statement. It bounds the sum of many slow statements. */
    private static final long MAX_NANOS = TimeUnit.SECONDS.toNanos(8);

    private final Cancellation cancellation;
    private final Handle handle;
    private final boolean writable;
    /** True if only one statement may run, because no transaction surrounds it. */
    private final boolean single;

    private boolean used;
    private final long started = System.nanoTime();
    private @Nullable RuntimeException failure;
    private boolean committed;

    private Sql(Handle handle, boolean writable, boolean single, Cancellation cancellation) {
        this.cancellation = cancellation;
        this.handle = handle;
        this.writable = writable;
        this.single = single;
    }

    public static Sql reading(Handle handle) {
        return reading(handle, new Cancellation());
    }

    /** Returns an instance that starts no further statement once it is cancelled. */
    public static Sql reading(Handle handle, Cancellation cancellation) {
        return new Sql(handle, false, false, cancellation);
    }

    /**
     * Returns an instance for a single reading statement, or for two sent together by {@link #both}. A further
     * statement throws {@link IllegalStateException}.
     */
    public static Sql readingSingle(Handle handle) {
        return new Sql(handle, false, true, new Cancellation());
    }

    public static Sql writing(Handle handle) {
        return new Sql(handle, true, false, new Cancellation());
    }

    /** Returns all rows, in the order of the query. */
    public <T> List<T> list(String sql, Consumer<? super SqlStatement<?>> binding, RowMapper<T> row) {
        return run(() -> {
            try (Query query = handle.createQuery(sql)) {
                binding.accept(query);
                return query.map(row).list();
            }
        });
    }

    /** The rows of two queries. */
    public record Both<A, B>(List<A> first, List<B> second) {}

    /**
     * Returns all rows of two queries that are sent in one round trip. The second runs after the first and sees what
     * was committed until then.
     */
    public <A, B> Both<A, B> both(
            String first,
            RowMapper<A> firstRow,
            String second,
            RowMapper<B> secondRow,
            Consumer<? super SqlStatement<?>> binding) {
        return run(() -> {
            try (Query query = handle.createQuery(first + ";\n" + second)) {
                binding.accept(query);
                return query.execute((execution, context) -> {
                    PreparedStatement statement = execution.get();
                    List<A> rows = rows(statement.getResultSet(), firstRow, context);
                    statement.getMoreResults();
                    return new Both<>(rows, rows(statement.getResultSet(), secondRow, context));
                });
            }
        });
    }

    private static <T> List<T> rows(ResultSet results, RowMapper<T> row, StatementContext context) throws SQLException {
        List<T> rows = new ArrayList<>();
        while (results.next()) {
            rows.add(row.map(results, context));
        }
        return rows;
    }

    /** Returns the only row, or empty if there is none. */
    public <T> Optional<T> one(String sql, Consumer<? super SqlStatement<?>> binding, RowMapper<T> row) {
        List<T> rows = list(sql, binding, row);
        if (rows.size() > 1) {
            throw new IllegalStateException(rows.size() + " rows where at most one is possible");
        }
        return rows.stream().findFirst();
    }

    /** Returns the only row of a query that always has one. */
    public <T> T single(String sql, Consumer<? super SqlStatement<?>> binding, RowMapper<T> row) {
        return one(sql, binding, row).orElseThrow(() -> new IllegalStateException("no row where one is expected"));
    }

    /** Returns whether {@code select exists (…) as found} finds a row. */
    public boolean exists(String sql, Consumer<? super SqlStatement<?>> binding) {
        return single(sql, binding, (row, context) -> row.getBoolean("found"));
    }

    /**
     * Runs the last statement of a transaction like {@link #single} and commits in the same round trip. If the query
     * fails, nothing is committed.
     */
    public <T> T singleAndCommit(String sql, Consumer<? super SqlStatement<?>> binding, RowMapper<T> row) {
        requireWritable();
        return run(() -> {
            try (Query query = handle.createQuery(sql + ";\ncommit")) {
                binding.accept(query);
                committed = true;
                return query.execute((execution, context) -> {
                    List<T> rows = rows(execution.get().getResultSet(), row, context);
                    if (rows.size() != 1) {
                        throw new IllegalStateException(rows.size() + " rows where one is expected");
                    }
                    return rows.get(0);
                });
            } catch (RuntimeException e) {
                throw SqlFailures.ofCommit(e);
            }
        });
    }

    /** Changes rows and returns their number, which the caller checks where it matters. */
    public int update(String sql, Consumer<? super SqlStatement<?>> binding) {
        requireWritable();
        return run(() -> {
            try (Update update = handle.createUpdate(sql)) {
                binding.accept(update);
                return update.execute();
            }
        });
    }

    /**
     * Changes exactly one row. Throws {@link IllegalStateException} with this message if it changed none or several.
     */
    public void updateOne(String sql, Consumer<? super SqlStatement<?>> binding, String failure) {
        int rows = update(sql, binding);
        if (rows != 1) {
            throw new IllegalStateException(failure + " (" + rows + " rows)");
        }
    }

    /** Runs statements without parameters and results. */
    public void execute(String sql) {
        run(() -> handle.execute(sql));
    }

    /**
     * Returns the exception, for the caller to throw, for rows that have changed since the transaction read them. The
     * transaction is retried.
     */
    public RuntimeException conflict(String message) {
        return failed(new Conflict(message));
    }

    /** Throws {@link IllegalStateException} if this transaction only reads. */
    public void requireWritable() {
        if (!writable) {
            throw new IllegalStateException("this transaction only reads");
        }
    }

    private <T> T run(Supplier<T> statement) {
        if (committed) {
            throw new IllegalStateException("the transaction has been committed");
        }
        try {
            if (single && used) {
                throw new IllegalStateException("readSingle runs one statement only");
            }
            used = true;
            cancellation.check();
            if (System.nanoTime() - started > MAX_NANOS) {
                throw new StoreUnavailable("the transaction took too long", null);
            }
            return statement.get();
        } catch (JdbiException e) {
            throw failed(SqlFailures.translate(e));
        } catch (RuntimeException e) {
            throw failed(e);
        }
    }

    private RuntimeException failed(RuntimeException e) {
        if (failure == null) {
            failure = e;
        }
        return e;
    }

    /** Returns why the transaction can only be rolled back, or null if it can be committed. */
    public @Nullable RuntimeException failure() {
        return failure;
    }

    /**
     * Clears the failure after a rollback to a savepoint. A conflict stays: only running the transaction from the start
     * resolves it.
     */
    public void recovered() {
        if (!(failure instanceof Conflict)) {
            failure = null;
        }
    }
}
