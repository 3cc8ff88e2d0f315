package dev.chatrooms.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.room.RoomView;
import dev.chatrooms.application.spi.Stores;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.room.Room;
import dev.chatrooms.domain.room.RoomName;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The migration of room names that were stored under the earlier rule for equal names. */
class RoomNameMigrationTest {
    private static final AccountId ALICE = new AccountId(UUID.fromString("00000000-0000-7000-8000-000000000001"));

    private final TestServer server = TestServer.shared();
    private final String database = server.emptyDatabase();

    @BeforeEach
    void migrateToTheVersionBefore() {
        Flyway.configure()
                .dataSource(server.plain(database))
                .locations("classpath:dev/chatrooms/persistence/migration")
                .table("chatrooms_schema_history")
                .target("13?")
                .load()
                .migrate();
        server.execute(database, """
                insert into account (id, username, display_name, role, email_verified, disabled, password_hash,
                                     created_at, updated_at)
                values ('%s', 'alice', E' Alice \\u00A0 A. ', 'user', false, false, 'h', now(), now());
                insert into account_search (account_id, username, name_folded, names, grams)
                values ('%1$s', 'alice', 'alice', 'alice', '{}');
                """.formatted(ALICE));
    }

    /** Adds rooms with ids in this order. */
    private void addRooms(String values) {
        server.execute(database, """
                insert into room (id, kind, name, name_folded, topic, created_by, created_at, updated_at, version,
                                  deleted_position)
                select cast('00000000-0000-7000-8000-' || lpad(n::text, 12, '0') as uuid), kind, name,
                       coalesce(folded, lower(name)), '', '%s', timestamptz '2026-11-01 00:00Z',
                       timestamptz '2026-11-01 00:00Z', 1, cast(deleted as bigint)
                from (values %s) as rooms (n, kind, name, folded, deleted)
                """.formatted(ALICE, values));
    }

    private List<String> rooms() {
        return server.column(
                database, "select concat_ws(' | ', kind, name, name_folded, name_search) from room order by id");
    }

    private <T> T read(Function<Stores, T> work) {
        try (PostgresPorts ports = PostgresPorts.of(server.plain(database))) {
            return ports.storage().transactions().read(work);
        }
    }

    @Test
    void roomsShouldKeepTheirNamesUnlessAnOlderOneHasTheName() {
        addRooms("""
                (1, 'public', E'Cafe\\u0301', null, null),
                (2, 'public', E'Caf\\u00E9', null, null),
                (3, 'public', E'CAFE\\u0301 (2)', null, null),
                (4, 'private', E'Caf\\u00E9', null, null),
                (5, 'public', E'\\uFF23af\\u00E9', E'\\uFF43af\\u00E9', 7),
                (6, 'public', E' Green \\u00A0tea', null, null),
                (7, 'public', 'Green tea', null, null),
                (8, 'public', 'Cafe', null, null)
                """);

        Schema.migrate(server.plain(database));

        assertThat(rooms())
                .containsExactly(
                        "public | Cafe\u0301 | caf\u00E9 | cafe",
                        "public | Caf\u00E9 (3) | caf\u00E9 (3) | cafe (3)",
                        "public | CAFE\u0301 (2) | caf\u00E9 (2) | cafe (2)",
                        "private | Caf\u00E9 | caf\u00E9 | cafe",
                        "public | \uFF23af\u00E9 | \uFF43af\u00E9",
                        "public | Green tea | green tea | green tea",
                        "public | Green tea (2) | green tea (2) | green tea (2)",
                        "public | Cafe | cafe | cafe");
        assertThat(server.column(database, "select concat_ws(' ', kind, right(room_id::text, 1), actor_id) from event"))
                .as("members see the new names")
                .containsExactlyInAnyOrder("room.updated 2", "room.updated 7");
        assertThat(server.column(database, "select position from log_head")).containsExactly("2");
    }

    @Test
    void migratedRoomsShouldBeFoundAndChanged() {
        addRooms("(1, 'public', E'Cafe\\u0301', null, null), (2, 'public', E'  Caf\\u00E9', null, null)");
        Schema.migrate(server.plain(database));

        List<RoomView> found = read(stores -> stores.roomQueries()
                .directory(ALICE, "CAFE", PageRequest.FIRST, Instant.now())
                .items());
        assertThat(found)
                .extracting(view -> view.room().name())
                .containsExactly(new RoomName("Cafe\u0301"), new RoomName("Caf\u00E9 (2)"));
        Account alice = read(stores -> stores.accounts().find(ALICE).orElseThrow());
        assertThat(alice.displayName()).hasToString("Alice A.");
        try (PostgresPorts ports = PostgresPorts.of(server.plain(database))) {
            Room renamed = found.get(1).room();
            assertThat(ports.storage()
                            .transactions()
                            .<Boolean>write(uow -> uow.rooms().update(renamed))
                            .result())
                    .isTrue();
        }
    }

    @Test
    void completeShouldFoldTheNamesWhenTheHostHasRunTheStatements() {
        addRooms("(1, 'public', E'Cafe\u0301', null, null), (2, 'private', 'Tea', null, null)");
        String all = Schema.print();
        server.execute(database, all.substring(all.indexOf("-- V14__")));
        assertThat(rooms()).doesNotContain("private | Tea | tea | tea");

        Schema.complete(server.plain(database));

        assertThat(rooms()).containsExactly("public | Cafe\u0301 | caf\u00E9 | cafe", "private | Tea | tea | tea");
    }

    @Test
    void migrateShouldFoldManyRoomsOnce() {
        addRooms("(1, 'public', E'Cafe\\u0301', null, null)");
        server.execute(database, """
                insert into room (id, kind, name, name_folded, topic, created_by, created_at, updated_at, version)
                select cast('00000000-0000-7000-8000-' || lpad(n::text, 12, '0') as uuid), 'public',
                       E'Caf\\u00E9' || repeat(' ', n), E'caf\\u00E9' || repeat(' ', n), '', '%s', now(), now(), 1
                from generate_series(1001, 1005) n
                union all
                select cast('00000000-0000-7000-8000-' || lpad(n::text, 12, '0') as uuid), 'public', 'Room ' || n,
                       'room ' || n, '', cast('%1$s' as uuid), now(), now(), 1
                from generate_series(2, 1000) n
                """.formatted(ALICE));

        Schema.migrate(server.plain(database));
        Schema.migrate(server.plain(database));
        Schema.complete(server.plain(database));

        assertThat(server.column(database, "select name_folded from room where name_search like 'cafe%' order by id"))
                .containsExactly(
                        "caf\u00E9",
                        "caf\u00E9 (2)",
                        "caf\u00E9 (3)",
                        "caf\u00E9 (4)",
                        "caf\u00E9 (5)",
                        "caf\u00E9 (6)");
        assertThat(server.column(database, "select count(*) from room where name_search is null"))
                .containsExactly("0");
        assertThat(server.column(database, "select count(*) from event")).containsExactly("5");
    }
}
