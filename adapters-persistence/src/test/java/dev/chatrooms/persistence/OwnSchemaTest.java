package dev.chatrooms.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.zaxxer.hikari.HikariDataSource;
import dev.chatrooms.application.Eventually;
import dev.chatrooms.application.memory.MemoryEventBus;
import dev.chatrooms.application.spi.EventBus;
import dev.chatrooms.application.spi.StoreFixture;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.event.Cursor;
import dev.chatrooms.domain.event.Epoch;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.persistence.sql.SchemaName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Chats in schemas of their own, on the pool of a host that has tables with the same names. */
class OwnSchemaTest {
    private static final String HOSTS_TABLES = """
            create table account (name text);
            insert into account values ('the host''s');
            create table room (id integer);
            create table log_head (id integer)
            """;
    private static final String TABLES = """
            select string_agg(tablename, ' ' order by tablename) from pg_tables where schemaname = '%s'
            """;

    private final TestServer server = TestServer.shared();
    private final String database = server.emptyDatabase();

    @Test
    void migrateShouldCreateTheTablesInTheSchemaOnly() throws SQLException {
        server.execute(database, HOSTS_TABLES);
        try (HikariDataSource pool = server.hostPool(database)) {
            assertThat(Schema.migrate(pool, "Chat")).isPositive();
            assertThat(Schema.migrate(pool, "Chat")).isZero();

            assertThat(server.column(database, TABLES.formatted("public"))).containsExactly("account log_head room");
            assertThat(server.column(database, TABLES.formatted("Chat")))
                    .containsExactly(tablesOf(server.migratedDatabase(), "public"));
            assertThat(Schema.info(pool, "Chat"))
                    .extracting(Schema.Migration::state)
                    .containsOnly("Success");
            assertThat(searchPaths(pool)).containsOnly("\"$user\", public");
        }
    }

    private String tablesOf(String of, String schema) {
        return server.column(of, TABLES.formatted(schema)).get(0);
    }

    /** Returns the search path of each connection of the pool. */
    private static List<String> searchPaths(HikariDataSource pool) throws SQLException {
        List<String> paths = new ArrayList<>();
        List<Connection> connections = new ArrayList<>();
        try {
            for (int i = 0; i < pool.getMaximumPoolSize(); i++) {
                Connection connection = pool.getConnection();
                connections.add(connection);
                try (Statement statement = connection.createStatement();
                        ResultSet row = statement.executeQuery("show search_path")) {
                    row.next();
                    paths.add(row.getString(1));
                }
            }
        } finally {
            for (Connection connection : connections) {
                connection.close();
            }
        }
        return paths;
    }

    @Test
    void migrateShouldLeaveTheTablesOfAHostInTheSameSchemaAlone() {
        server.execute(database, "create schema chat; create table chat.orders (id integer)");

        assertThat(Schema.migrate(server.plain(database), "chat")).isPositive();
        assertThat(server.column(database, "select count(*) from chat.orders")).containsExactly("0");
    }

    @Test
    void migrateShouldNeedNoRightOnTheDatabaseIfTheSchemaExists() {
        server.execute(database, """
                drop role if exists guest_of_%1$s;
                create role guest_of_%1$s;
                create schema chat authorization guest_of_%1$s
                """.formatted(database));
        try (HikariDataSource asGuest = new HikariDataSource()) {
            asGuest.setJdbcUrl(server.url(database));
            asGuest.setConnectionInitSql("set role guest_of_" + database);
            assertThat(Schema.migrate(asGuest, "chat")).isPositive();
        }
        server.execute(database, "drop owned by guest_of_%1$s; drop role guest_of_%1$s".formatted(database));
    }

    @Test
    void printShouldCreateTheSameTablesAsMigrate() {
        server.execute(database, HOSTS_TABLES + ";" + Schema.print("chat"));

        assertThat(tablesOf(database, "chat"))
                .isEqualTo(tablesOf(server.migratedDatabase(), "public").replace("chatrooms_schema_history ", ""));
        assertThat(server.column(database, "select name from account")).containsExactly("the host's");
        Schema.complete(server.plain(database), "chat");
        try (HikariDataSource pool = server.hostPool(database);
                PostgresPorts ports = PostgresPorts.of(pool, "chat")) {
            StoreFixture.in(ports.storage()).person("alice");
        }
        assertThat(server.column(database, "select username from chat.account")).containsExactly("alice");
    }

    @Test
    void chatsInTwoSchemasShouldShareNothing() throws SQLException {
        server.execute(database, HOSTS_TABLES);
        try (HikariDataSource pool = server.hostPool(database)) {
            Schema.migrate(pool, "one");
            Schema.migrate(pool, "two");
            List<String> before = searchPaths(pool);
            try (PostgresPorts first = PostgresPorts.of(pool, "one", new MemoryEventBus());
                    PostgresPorts second = PostgresPorts.of(pool, "two", new MemoryEventBus())) {
                StoreFixture one = StoreFixture.in(first.storage());
                StoreFixture two = StoreFixture.in(second.storage());

                // The same statements, alternating on the same connections, whose plans the driver caches.
                for (int i = 0; i < 20; i++) {
                    Account alice = one.person("alice" + i);
                    Account same = two.person("alice" + i);
                    RoomId tea = one.aPublicRoomWith(alice);
                    one.say(alice, tea, "hello");
                    assertThat(alice.id()).isNotEqualTo(same.id());
                }

                assertThat(one.head()).isEqualTo(new Position(60));
                assertThat(two.head()).isEqualTo(Position.START);
                assertThat(searchPaths(pool)).isEqualTo(before);
            }
            Epoch epoch = Schema.newEpoch(pool, "one");
            assertThat(server.column(database, "select epoch from one.log_head"))
                    .containsExactly(epoch.value());
            assertThat(server.column(database, "select epoch from two.log_head"))
                    .doesNotContain(epoch.value());
        }
        assertThat(server.column(database, "select count(*) from one.message")).containsExactly("20");
        assertThat(server.column(database, "select count(*) from two.message")).containsExactly("0");
        assertThat(server.column(database, "select name from account")).containsExactly("the host's");
    }

    @Test
    void announcementsShouldStayInTheirSchema() {
        try (HikariDataSource pool = server.hostPool(database)) {
            Schema.migrate(pool, "one");
            Schema.migrate(pool, "two");
            try (PostgresPorts sender = PostgresPorts.of(pool, "one");
                    PostgresPorts same = PostgresPorts.of(pool, "one");
                    PostgresPorts other = PostgresPorts.of(pool, "two")) {
                Queue<Object> received = new ConcurrentLinkedQueue<>();
                Queue<Object> leaked = new ConcurrentLinkedQueue<>();
                EventBus bus = same.storage().bus();
                EventBus otherBus = other.storage().bus();
                try (EventBus.Registration heads = bus.subscribe(received::add);
                        EventBus.Registration signals = bus.onSignal(received::add);
                        EventBus.Registration otherHeads = otherBus.subscribe(leaked::add);
                        EventBus.Registration otherSignals = otherBus.onSignal(leaked::add)) {
                    assertThat(List.of(heads, signals, otherHeads, otherSignals))
                            .isNotEmpty();
                    Cursor head = new Cursor(new Epoch("e"), new Position(7));
                    Cursor own = new Cursor(new Epoch("other"), new Position(8));
                    Eventually.await("both kinds", () -> {
                        sender.storage().bus().announce(head);
                        sender.storage().bus().signal("hello");
                        return received.contains(head) && received.contains("hello");
                    });
                    Eventually.await("the other schema's own", () -> {
                        otherBus.announce(own);
                        return leaked.contains(own);
                    });
                    assertThat(leaked).containsOnly(own);
                    assertThat(received).doesNotContain(own);
                }
            }
        }
    }

    @Test
    void migrationsShouldNotWaitForThoseOfAnotherSchema() throws SQLException {
        try (HikariDataSource pool = server.hostPool(database)) {
            Integer migrated = MigrationLock.during(pool, new SchemaName("one"), () -> Schema.migrate(pool, "two"));

            assertThat(migrated).isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\"b", "a'b", "pg_chat", "1a", "a;b", "a-b", "ä"})
    void nameShouldBeRefusedUnlessItIsPlain(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Schema.print(name))
                .withMessageStartingWith("a schema's name must consist of");
    }

    /** Documented: the statement that sets the search path is the one that sets all other settings. */
    @Test
    void schemaShouldCostNoRoundTrip() {
        assertThat(SessionSettings.in(new SchemaName("chat"), SessionSettings.READING_TRANSACTION))
                .startsWith(SessionSettings.READING_TRANSACTION)
                .endsWith(", set_config('search_path', '\"chat\", pg_temp', true)")
                .satisfies(setup -> assertThat(setup.chars().filter(c -> c == ';'))
                        .hasSize((int) SessionSettings.READING_TRANSACTION
                                .chars()
                                .filter(c -> c == ';')
                                .count()));
    }
}
