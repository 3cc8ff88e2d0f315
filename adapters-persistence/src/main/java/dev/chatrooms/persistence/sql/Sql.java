package dev.chatrooms.persistence.sql;

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
 * The statements of one transaction. Their failures come out as the ports name them; the first one is kept, since after
 * it the transaction can only be rolled back, even if the work swallowed the exception.
 */
public final class Sql {
    /** A transaction that is older starts no further statement: the sum of many slow ones is bounded too. */
    private static final long MAX_NANOS = TimeUnit.SECONDS.toNanos(8);

    private final Handle handle;
    private final boolean writable;
    /** Whether there can be one statement only, since there is no transaction around it. */
    private final boolean single;

    private boolean asked;
    private final long started = System.nanoTime();
    private @Nullable RuntimeException failure;
    private boolean ended;

    private Sql(Handle handle, boolean writable, boolean single) {
        this.handle = handle;
        this.writable = writable;
        this.single = single;
    }

    public static Sql reading(Handle handle) {
        return new Sql(handle, false, false);
    }

    /**
     * For one statement that reads, or two that go together: see {@link #both}. Another one is an error of the
     * programmer.
     */
    public static Sql readingSingle(Handle handle) {
        return new Sql(handle, false, true);
    }

    public static Sql writing(Handle handle) {
        return new Sql(handle, true, false);
    }

    /** All rows, in the order of the query. */
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
     * All rows of two queries that go to the database together: the second one runs after the first, sees what was
     * committed until then, and costs no way there and back of its own.
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

    /** The only row; empty if there is none. */
    public <T> Optional<T> one(String sql, Consumer<? super SqlStatement<?>> binding, RowMapper<T> row) {
        List<T> rows = list(sql, binding, row);
        if (rows.size() > 1) {
            throw new IllegalStateException(rows.size() + " rows where there can be only one");
        }
        return rows.stream().findFirst();
    }

    /** The only row of a query that always has one. */
    public <T> T single(String sql, Consumer<? super SqlStatement<?>> binding, RowMapper<T> row) {
        return one(sql, binding, row).orElseThrow(() -> new IllegalStateException("no row where there always is one"));
    }

    /**
     * As {@link #single}, and commits in the same message to the database, which saves a way there and back: where the
     * query fails, nothing is committed. The last statement of a transaction.
     */
    public <T> T singleAndCommit(String sql, Consumer<? super SqlStatement<?>> binding, RowMapper<T> row) {
        requireWritable();
        return run(() -> {
            try (Query query = handle.createQuery(sql + ";\ncommit")) {
                binding.accept(query);
                ended = true;
                return query.execute((execution, context) -> {
                    List<T> rows = rows(execution.get().getResultSet(), row, context);
                    if (rows.size() != 1) {
                        throw new IllegalStateException(rows.size() + " rows where there always is one");
                    }
                    return rows.get(0);
                });
            } catch (RuntimeException e) {
                throw SqlFailures.ofCommit(e);
            }
        });
    }

    /** Changes rows and answers how many: that is for the caller to judge. */
    public int update(String sql, Consumer<? super SqlStatement<?>> binding) {
        requireWritable();
        return run(() -> {
            try (Update update = handle.createUpdate(sql)) {
                binding.accept(update);
                return update.execute();
            }
        });
    }

    /** Runs statements without parameters and answers. */
    public void execute(String sql) {
        run(() -> handle.execute(sql));
    }

    /**
     * What a statement found out that is not as it was when the work looked: that is to look again. For the caller to
     * throw.
     */
    public RuntimeException conflict(String what) {
        return failed(new Conflict(what));
    }

    /**
     * Writing where only reading was asked for is an error of the programmer, found before the database is troubled.
     */
    public void requireWritable() {
        if (!writable) {
            throw new IllegalStateException("this transaction only reads");
        }
    }

    private <T> T run(Supplier<T> statement) {
        if (ended) {
            throw new IllegalStateException("the transaction has been committed");
        }
        try {
            if (single && asked) {
                throw new IllegalStateException("readSingle runs one statement only");
            }
            asked = true;
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

    /** Why the transaction can only be rolled back; null if it can be committed. */
    public @Nullable RuntimeException failure() {
        return failure;
    }

    /**
     * The transaction is back at a moment before its failure, and goes on; not after a conflict with another
     * transaction, which only a new start resolves.
     */
    public void recovered() {
        if (!(failure instanceof Conflict)) {
            failure = null;
        }
    }
}
