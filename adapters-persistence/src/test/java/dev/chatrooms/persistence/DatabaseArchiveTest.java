package dev.chatrooms.persistence;

import static dev.chatrooms.application.Fixture.chatOn;
import static dev.chatrooms.application.Fixture.person;
import static dev.chatrooms.application.Fixture.publicRoom;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.Eventually;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.message.Send;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.persistence.archive.ArchiveTable;
import dev.chatrooms.persistence.archive.ExportReader;
import dev.chatrooms.persistence.archive.ImportRefused;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DatabaseArchiveTest extends OnPostgres {
    private static final int WRITERS = 4;
    private static final int PATIENCE_SECONDS = 60;

    /** An export in memory. */
    private static final class Exported {
        private final Map<String, List<String>> rows = new LinkedHashMap<>();
        private final List<String> messages = new ArrayList<>();
        private final List<String> changed = new ArrayList<>();
        private Map<String, List<String>> columns = Map.of();
        private long position;
        /** The rows of each table in the snapshot of the export. */
        private Map<String, List<String>> snapshot = Map.of();
    }

    @Test
    void everyTableShouldBeExportedOrNamedAsDerived() {
        Set<String> tables = new HashSet<>(server.column(database, """
                select table_name from information_schema.tables
                where table_schema = 'public' and table_name <> 'chatrooms_schema_history'
                """));

        List<String> known = Stream.concat(
                        ArchiveTable.exported().map(ArchiveTable::name), ArchiveTable.DERIVED.stream())
                .toList();

        assertThat(known).doesNotHaveDuplicates();
        assertThat(tables)
                .as("a new table is exported, or listed as derived")
                .containsExactlyInAnyOrderElementsOf(known);
    }

    @Test
    void everyColumnShouldBeExportedOrNamedAsOmitted() throws SQLException {
        Map<String, List<String>> exported = export(() -> {}).columns;

        ArchiveTable.exported().forEach(table -> {
            Set<String> columns = new HashSet<>(server.column(database, """
                    select column_name from information_schema.columns
                    where table_schema = 'public' and table_name = '%s'
                    """.formatted(table.name())));
            assertThat(columns).as(table.name()).containsAll(table.omitted());
            columns.removeAll(table.omitted());
            assertThat(exported.get(table.name())).as(table.name()).containsExactlyInAnyOrderElementsOf(columns);
        });
    }

    @Test
    void exportBesideWritersShouldBeTheStateOfItsSnapshot() throws Exception {
        try (Chat chat = chatOn(storage())) {
            Caller owner = person(chat, "owner");
            RoomId room = publicRoom(chat, owner, "Export");
            AtomicBoolean stop = new AtomicBoolean();
            ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
            try {
                List<Future<?>> running = new ArrayList<>();
                List<Writer> writers = new ArrayList<>();
                for (int i = 0; i < WRITERS; i++) {
                    Writer writer = new Writer(chat, person(chat, "writer" + i), room, i);
                    writers.add(writer);
                    running.add(threads.submit(() -> writer.write(stop)));
                }
                awaitSteps(writers, 30);

                Exported exported = export(() -> awaitMoreSteps(writers, 10));

                stop.set(true);
                for (Future<?> writer : running) {
                    writer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                }
                assertThat(exported.changed)
                        .as("messages that changed during the export")
                        .isNotEmpty();
                String copy = server.migratedDatabase();
                load(copy, exported);
                assertThat(rows(copy)).isEqualTo(exported.snapshot);
                String search = "select cast(row(account_search.*) as text) from account_search order by username";
                assertThat(server.column(copy, search))
                        .hasSize(exported.rows.get("account").size())
                        .isSubsetOf(server.column(database, search));
            } finally {
                stop.set(true);
                threads.shutdownNow();
            }
        }
    }

    @Test
    void importShouldHaveTheEntriesOfTheLogThatTheSnapshotHad() throws Exception {
        try (Chat chat = chatOn(storage())) {
            RoomId room = publicRoom(chat, person(chat, "owner"), "Old");
            Caller guest = person(chat, "guest");
            chat.rooms().join(guest, room).join();
            String copy = server.migratedDatabase();

            // Between the readings of the log as well.
            Exported exported = export(() -> storage().transactions().write(uow -> {
                Position removed = uow.retention().removedUpTo();
                return uow.retention().remove(removed, removed.plus(1));
            }));
            load(copy, exported);

            assertThat(exported.rows.get("event")).hasSizeGreaterThan(1);
            assertThat(rows(copy)).isEqualTo(exported.snapshot);
        }
    }

    @Test
    void importShouldBeRefusedWhenTheDatabaseHasRows() throws SQLException {
        String copy = server.migratedDatabase();
        server.execute(copy, "insert into configuration (name, value) values ('site.name', '\"Tea\"')");

        assertThatThrownBy(() -> load(copy, export(() -> {})))
                .isInstanceOf(ImportRefused.class)
                .hasMessage("the database is not empty: the table configuration has rows");
    }

    @Test
    void importShouldLeaveTheDatabaseEmptyWhenItFails() throws SQLException {
        String copy = server.migratedDatabase();
        Exported exported = export(() -> {});
        exported.rows.put("account", List.of("{\"id\": \"no id\"}"));

        assertThatThrownBy(() -> load(copy, exported)).isInstanceOf(RuntimeException.class);

        assertThat(server.column(copy, "select count(*) from account")).containsExactly("0");
        exported.rows.remove("account");
        load(copy, exported);
    }

    @Test
    void importShouldKeepWhatTextsAndValuesConsistOf() throws SQLException {
        String hostile = "\\N \\. \\\\ \ttab\nline\r\"quoted\" {a,b} 'x' 😀 \u0001";
        try (Connection connection = server.plain(database).getConnection();
                PreparedStatement insert = connection.prepareStatement("""
                        insert into account (id, username, display_name, role, email_verified, disabled, created_at,
                                             updated_at)
                        values ('00000000-0000-0000-0000-000000000001', 'ann', 'Ann', 'user', false, false, now(),
                                now());
                        insert into avatar (account_id, id, media_type, content)
                        values ('00000000-0000-0000-0000-000000000001', 'a', 'image/png', '\\x005c0a22ff');
                        insert into room (id, kind, name, name_folded, topic, created_by, created_at, updated_at,
                                          version)
                        values ('00000000-0000-0000-0000-000000000002', 'public', 'R', 'r', ?,
                                '00000000-0000-0000-0000-000000000001', now(), now(), 1);
                        insert into message (id, room_id, seq, sender_id, position, created_at, text, mentions)
                        values ('00000000-0000-0000-0000-000000000003', '00000000-0000-0000-0000-000000000002', 1,
                                '00000000-0000-0000-0000-000000000001', 1, now(), ?,
                                array['00000000-0000-0000-0000-000000000001',
                                      '00000000-0000-0000-0000-000000000004']::uuid[]);
                        insert into event (position, at, kind, account_id, data)
                        values (1, now(), 'me.updated', '00000000-0000-0000-0000-000000000001',
                                jsonb_build_object('text', ?, 'number', 1.50, 'list', '[1, null, {"a": "b"}]'::jsonb));
                        update log_head set position = 1
                        """)) {
            for (int i = 1; i <= 3; i++) {
                insert.setString(i, hostile);
            }
            insert.execute();
        }
        String copy = server.migratedDatabase();
        Exported exported = export(() -> {});

        load(copy, exported);

        assertThat(exported.rows.get("event")).hasSize(1);
        assertThat(rows(copy)).isEqualTo(exported.snapshot);
    }

    @Test
    void importShouldLeaveKeysAndIndexesAsTheyWere() throws SQLException {
        String copy = server.migratedDatabase();
        server.execute(copy, "create table guest (account_id uuid references account (id))");
        List<String> queries = List.of(
                "select indexdef from pg_indexes where schemaname = 'public' order by indexname",
                "select conname || pg_get_constraintdef(oid) from pg_constraint order by conname");
        List<List<String>> before =
                queries.stream().map(query -> server.column(copy, query)).toList();

        load(copy, export(() -> {}));

        assertThat(queries.stream().map(query -> server.column(copy, query)).toList())
                .isEqualTo(before);
    }

    @Test
    void importShouldBeDoneWhenTheTablesCannotBeAnalysed() throws SQLException {
        try (Chat chat = chatOn(storage())) {
            publicRoom(chat, person(chat, "owner"), "Kept");
        }
        String copy = server.migratedDatabase();
        server.execute(copy, """
                create function fail_when_analysed(name text) returns text language plpgsql immutable as $$
                begin
                    if current_query() like 'analyze%' then
                        raise exception 'cannot be analysed';
                    end if;
                    return name;
                end $$;
                create index failing_idx on account (fail_when_analysed(username))
                """);

        load(copy, export(() -> {}));

        assertThat(server.column(copy, "select username from account")).containsExactly("owner");
    }

    @Test
    void importShouldRefuseColumnsOfANewerVersion() throws SQLException {
        Exported exported = export(() -> {});
        Map<String, List<String>> columns = new HashMap<>(exported.columns);
        columns.put("room", List.of("id", "colour"));
        exported.columns = columns;

        assertThatThrownBy(() -> load(server.migratedDatabase(), exported))
                .isInstanceOf(ImportRefused.class)
                .hasMessageContaining("newer version");
    }

    @Test
    void importShouldBeginANewEpochAtThePositionOfTheExport() throws SQLException {
        try (Chat chat = chatOn(storage())) {
            publicRoom(chat, person(chat, "owner"), "Log");
        }
        String copy = server.migratedDatabase();

        load(copy, export(() -> {}));

        assertThat(server.column(copy, "select position from log_head"))
                .isEqualTo(server.column(database, "select position from log_head"));
        assertThat(server.column(copy, "select epoch from log_head"))
                .isNotEqualTo(server.column(database, "select epoch from log_head"));
    }

    /** Exports the database of this test; the pause comes after the first reading of the messages. */
    private Exported export(Runnable pause) throws SQLException {
        Exported exported = new Exported();
        try (Connection connection = server.plain(database).getConnection()) {
            ExportReader reader = new ExportReader(connection);
            exported.columns = reader.columns();
            long read = reader.head();
            reader.messages(exported.messages::add);
            pause.run();
            List<String> events = new ArrayList<>();
            long head = reader.head();
            reader.changedMessages(read, head, exported.changed::add);
            reader.events(0, head, events::add);
            pause.run();
            try (ExportReader.Snapshot snapshot = reader.snapshot()) {
                snapshot.changedMessages(head, exported.changed::add);
                for (ArchiveTable table : ArchiveTable.STATE) {
                    List<String> lines = new ArrayList<>();
                    snapshot.rows(table, lines::add);
                    exported.rows.put(table.name(), lines);
                }
                snapshot.events(head, events::add);
                exported.snapshot = rows(connection, exported.columns);
                exported.position = snapshot.position();
            }
            exported.rows.put("event", events);
        }
        return exported;
    }

    private void load(String target, Exported exported) {
        DatabaseArchive.write(server.plain(target), writer -> {
            writer.begin(exported.columns);
            exported.rows.forEach((table, lines) -> {
                writer.table(table);
                writer.rows(table, stream(lines), count -> {});
            });
            writer.messages(stream(exported.messages), count -> {});
            writer.createIndexes("", count -> {});
            writer.changedMessages(stream(exported.changed), count -> {});
            return writer.finish(exported.position);
        });
    }

    private static InputStream stream(List<String> lines) {
        return new ByteArrayInputStream(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }

    private Map<String, List<String>> rows(String name) throws SQLException {
        try (Connection connection = server.plain(name).getConnection()) {
            ExportReader reader = new ExportReader(connection);
            return rows(connection, reader.columns());
        }
    }

    /** Returns the exported columns of all exported rows. */
    private static Map<String, List<String>> rows(Connection connection, Map<String, List<String>> columns)
            throws SQLException {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement()) {
            for (ArchiveTable table : (Iterable<ArchiveTable>) ArchiveTable.exported()::iterator) {
                String names = columns.get(table.name()).stream()
                        .map(column -> '"' + column + '"')
                        .collect(Collectors.joining(", "));
                List<String> found = new ArrayList<>();
                try (ResultSet row = statement.executeQuery("select cast(row(" + names + ") as text) from "
                        + table.name() + " where " + table.condition() + " order by 1")) {
                    while (row.next()) {
                        found.add(row.getString(1));
                    }
                }
                rows.put(table.name(), found);
            }
        }
        return rows;
    }

    private static void awaitMoreSteps(List<Writer> writers, int steps) {
        int least = writers.stream().mapToInt(Writer::steps).min().orElse(0);
        awaitSteps(writers, least + steps);
    }

    private static void awaitSteps(List<Writer> writers, int steps) {
        Eventually.await("writers go on", () -> writers.stream().allMatch(writer -> writer.steps() >= steps));
    }

    /** Sends, replies, edits, deletes, reacts and pins, and registers accounts, until it is stopped. */
    private static final class Writer {
        private final Chat chat;
        private final Caller caller;
        private final RoomId room;
        private final Random random;
        private final AtomicInteger steps = new AtomicInteger();
        private final List<MessageId> own = new ArrayList<>();

        Writer(Chat chat, Caller caller, RoomId room, int seed) {
            this.chat = chat;
            this.caller = caller;
            this.room = room;
            this.random = new Random(seed);
        }

        int steps() {
            return steps.get();
        }

        void write(AtomicBoolean stop) {
            chat.rooms().join(caller, room).join();
            while (!stop.get()) {
                try {
                    step();
                } catch (CompletionException | ChatException refused) {
                    // A thread in a thread, for example, or a busy machine.
                }
                steps.incrementAndGet();
            }
        }

        private void step() {
            if (own.size() < 5) {
                send(null, null);
                return;
            }
            MessageId some = own.get(random.nextInt(own.size()));
            switch (random.nextInt(7)) {
                case 0 -> send(some, null);
                case 1 -> send(null, some);
                case 2 ->
                    chat.editing()
                            .edit(caller, some, "edited for @owner " + random.nextInt())
                            .join();
                case 3 -> {
                    own.remove(some);
                    chat.editing().delete(caller, some).join();
                }
                case 4 ->
                    chat.editing()
                            .react(caller, some, "👍", random.nextBoolean())
                            .join();
                case 5 -> person(chat, "late" + Math.abs(random.nextInt()));
                default -> send(null, null);
            }
        }

        private void send(MessageId replyTo, MessageId thread) {
            String text = "to @owner and @room " + random.nextInt();
            own.add(chat.messages()
                    .send(caller, new Send(room, text, replyTo, thread, List.of(), null))
                    .join()
                    .message()
                    .id());
        }
    }
}
