package dev.chatrooms.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.chatrooms.application.memory.MemoryEventBus;
import dev.chatrooms.application.spi.StoreFixture;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.RoomId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The chat on the pool of a host with different settings. */
class HostsConnectionsTest {
    private static final String SETTINGS = """
            select name || '=' || setting from pg_settings
            where name in ('statement_timeout', 'lock_timeout',
                           'idle_in_transaction_session_timeout', 'plan_cache_mode',
                           'enable_seqscan', 'synchronous_commit', 'default_transaction_isolation',
                           'default_transaction_read_only', 'TimeZone', 'jit', 'search_path')
            order by name
            """;

    private static final TestServer SERVER = TestServer.shared();
    private static final String DATABASE = SERVER.migratedDatabase();

    private HikariDataSource aHostsPoolWithOddSettings() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(SERVER.url(DATABASE));
        config.setMaximumPoolSize(1);
        config.setAutoCommit(false);
        config.setTransactionIsolation("TRANSACTION_SERIALIZABLE");
        config.setConnectionTimeout(60_000);
        config.setConnectionInitSql("set statement_timeout = '77s'; set default_transaction_read_only = on;"
                + " set time zone 'Asia/Kathmandu'; commit");
        return new HikariDataSource(config);
    }

    private static List<String> settings(HikariDataSource pool) throws SQLException {
        List<String> settings = new ArrayList<>();
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(SETTINGS)) {
            settings.add("autocommit=" + connection.getAutoCommit());
            settings.add("isolation=" + connection.getTransactionIsolation());
            settings.add("read only=" + connection.isReadOnly());
            while (rows.next()) {
                settings.add(rows.getString(1));
            }
        }
        return settings;
    }

    @Test
    void connectionsShouldKeepTheirSettings() throws SQLException {
        try (HikariDataSource pool = aHostsPoolWithOddSettings()) {
            List<String> before = settings(pool);
            // The bus of PostgreSQL would take the only connection.
            PostgresPorts ports = PostgresPorts.of(pool, new MemoryEventBus());
            StoreFixture store = StoreFixture.in(ports.storage());

            Account alice = store.person("alice");
            RoomId tea = store.aPublicRoomWith(alice);
            store.say(alice, tea, "hello");
            assertThatThrownBy(() -> store.person("alice")).isNotNull();
            assertThatThrownBy(() -> store.read(stores -> {
                        throw new IllegalArgumentException();
                    }))
                    .isInstanceOf(IllegalArgumentException.class);

            assertThat(store.head()).isEqualTo(new Position(3));
            assertThat(settings(pool)).isEqualTo(before);
            ports.close();
            assertThat(pool.isClosed()).isFalse();
        }
    }

    private static String inside(DataSource source, @Nullable String setup) {
        return JdbcTransactions.inTransaction(
                JdbcTransactions.Connections.of(source, setup),
                handle -> handle.createQuery("""
                                select string_agg(name || '=' || setting, ' ' order by name) from pg_settings
                                where name in ('statement_timeout', 'lock_timeout', 'synchronous_commit',
                                               'idle_in_transaction_session_timeout', 'transaction_timeout',
                                               'transaction_isolation', 'transaction_read_only')
                                """).mapTo(String.class).one());
    }

    @Test
    void transactionsShouldHaveTheChatsSettings() {
        String writing = "idle_in_transaction_session_timeout=2000 lock_timeout=3000 statement_timeout=4000"
                + " synchronous_commit=on transaction_isolation=read committed transaction_read_only=off"
                + " transaction_timeout=12000";
        String reading = "transaction_isolation=repeatable read transaction_read_only=on";

        try (HikariDataSource pool = aHostsPoolWithOddSettings()) {
            assertThat(inside(pool, SessionSettings.WRITING_TRANSACTION)).isEqualTo(writing);
            assertThat(inside(pool, SessionSettings.READING_TRANSACTION)).contains("statement_timeout=4000", reading);
        }
        try (PostgresPool pool = SERVER.ownPool(DATABASE)) {
            assertThat(inside(pool.writing(), null)).isEqualTo(writing);
            assertThat(inside(pool.reading(), null)).contains("statement_timeout=4000", reading);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://127.0.0.1:abc/x?password=secret&foo",
                "jdbc:postgresql://u:secret@127.0.0.1:abc/x",
                "jdbc:postgresql://u:secret@127.0.0.1/x",
                "jdbc:postgresql://db:70000/x?password=secret",
                "jdbc:postgresql://db/x?password=secret%",
                "jdbc:secret",
            })
    void settingsShouldRejectUnusableUrlsWithoutQuotingThem(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PostgresPool.Settings(url, null, null, 5))
                .withMessageNotContaining("secret")
                .withNoCause();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql:chat",
                "jdbc:postgresql:///chat",
                "jdbc:postgresql://db/chat?sslmode=require&password=a%20b",
                "jdbc:postgresql://db:5432,[::1]:5433,[::1]/chat",
            })
    void settingsShouldAcceptUrlsThatTheDriverAccepts(String url) {
        assertThat(new PostgresPool.Settings(url, null, null, 5).url()).isEqualTo(url);
    }

    @Test
    void settingsShouldPrintWithoutThePassword() {
        assertThat(new PostgresPool.Settings("jdbc:postgresql://db/chat?password=secret", "chat", "secret", 5))
                .asString()
                .doesNotContain("secret");
    }
}
