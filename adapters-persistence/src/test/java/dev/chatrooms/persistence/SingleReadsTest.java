package dev.chatrooms.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatrooms.application.Eventually;
import dev.chatrooms.application.spi.StoreFixture;
import dev.chatrooms.application.spi.StoreUnavailable;
import dev.chatrooms.application.spi.Together;
import dev.chatrooms.domain.event.Cursor;
import dev.chatrooms.persistence.JdbcTransactions.Connections;
import dev.chatrooms.persistence.sql.Sql;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Single reads without a transaction, on connections of {@link PostgresPool}. */
class SingleReadsTest extends OnPostgres {
    private static final String COUNT_AFTER_THE_LOCK = """
            select count(*) as n
            from account
              cross join (select pg_advisory_xact_lock_shared(7)) as lock
            """;
    private static final String COUNT = "select count(*) as n from account";

    private final StoreFixture store = StoreFixture.in(storage());

    /** Returns connections that record the calls of transaction methods. */
    private static Connections recording(DataSource source, Queue<String> calls) {
        return Connections.of(
                () -> {
                    Connection connection = source.getConnection();
                    return (Connection) Proxy.newProxyInstance(
                            Connection.class.getClassLoader(),
                            new Class<?>[] {Connection.class},
                            (proxy, method, arguments) -> {
                                if (List.of("setAutoCommit", "commit", "rollback")
                                        .contains(method.getName())) {
                                    calls.add(method.getName());
                                }
                                try {
                                    return method.invoke(connection, arguments);
                                } catch (InvocationTargetException e) {
                                    throw e.getCause();
                                }
                            });
                },
                null);
    }

    @Test
    void readSingleShouldRunWithoutATransaction() {
        try (PostgresPool pool = server.ownPool(database)) {
            Queue<String> calls = new ConcurrentLinkedQueue<>();
            JdbcTransactions transactions =
                    new JdbcTransactions(recording(pool.reading(), calls), Connections.of(pool.writing(), null));

            transactions.read(stores -> stores.log().head());
            assertThat(calls).contains("setAutoCommit", "commit");
            calls.clear();

            assertThat(transactions.<Cursor>readSingle(stores -> stores.log().head()))
                    .isEqualTo(store.log().head());
            assertThatThrownBy(() -> transactions.readSingle(
                            stores -> stores.log().head().equals(stores.log().head())))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(calls).isEmpty();
        }
    }

    @Test
    void readSingleShouldHaveTheChatsSettings() {
        try (PostgresPool pool = server.ownPool(database)) {
            String settings = JdbcTransactions.withoutTransaction(
                    Connections.of(pool.reading(), null),
                    handle -> handle.createQuery("""
                                    select string_agg(name || '=' || setting, ' ' order by name) from pg_settings
                                    where name in ('statement_timeout', 'transaction_isolation',
                                                   'transaction_read_only')
                                    """).mapTo(String.class).one());

            assertThat(settings)
                    .isEqualTo("statement_timeout=4000 transaction_isolation=repeatable read transaction_read_only=on");
        }
    }

    @Test
    void readSingleShouldBeUnavailableWhenTheConnectionBreaks() {
        try (PostgresPool pool = server.ownPool(database)) {
            Connections reading = Connections.of(pool.reading(), null);

            assertThatThrownBy(() -> JdbcTransactions.withoutTransaction(
                            reading,
                            handle -> Sql.readingSingle(handle)
                                    .single(
                                            "select pg_terminate_backend(pg_backend_pid()) as gone",
                                            s -> {},
                                            (row, context) -> row.getBoolean("gone"))))
                    .isInstanceOf(StoreUnavailable.class);

            assertThat(count(reading)).isZero();
        }
    }

    private static long count(Connections connections) {
        return JdbcTransactions.withoutTransaction(
                connections,
                handle -> Sql.readingSingle(handle).single(COUNT, s -> {}, (row, context) -> row.getLong("n")));
    }

    @Test
    void bothShouldSeeOneStateInASingleRead() throws SQLException {
        try (PostgresPool pool = server.ownPool(database)) {
            assertThat(bothWithACommitBetween(pool.reading(), "alice")).containsExactly(0L, 0L);
            // Elsewhere the second query sees the commit, which proves that there was one in between.
            assertThat(bothWithACommitBetween(pool.writing(), "bob")).containsExactly(1L, 2L);
        }
    }

    /** Runs two counts in one round trip while an account is added after the first has begun. */
    private List<Long> bothWithACommitBetween(DataSource source, String name) throws SQLException {
        try (Connection holder = server.plain(database).getConnection();
                Statement lock = holder.createStatement()) {
            lock.execute("select pg_advisory_lock(7)");
            Callable<List<Long>> counts = () -> JdbcTransactions.withoutTransaction(
                    Connections.of(source, null), handle -> counts(Sql.readingSingle(handle)));
            Callable<List<Long>> registration = () -> {
                awaitLockWait();
                store.person(name);
                lock.execute("select pg_advisory_unlock(7)");
                return List.of();
            };
            return Together.run(List.of(counts, registration)).get(0).value();
        }
    }

    private static List<Long> counts(Sql sql) {
        Sql.Both<Long, Long> both = sql.both(
                COUNT_AFTER_THE_LOCK,
                (row, context) -> row.getLong("n"),
                COUNT,
                (row, context) -> row.getLong("n"),
                s -> {});
        return List.of(both.first().get(0), both.second().get(0));
    }

    private void awaitLockWait() {
        Eventually.await(
                "a session that waits for the advisory lock",
                () -> !server.column(database, """
                        select 1 from pg_locks
                        where locktype = 'advisory' and not granted
                          and database = (select oid from pg_database where datname = current_database())
                        """).isEmpty());
    }
}
