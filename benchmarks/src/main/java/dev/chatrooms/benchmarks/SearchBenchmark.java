package dev.chatrooms.benchmarks;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.memory.MemoryPasswordHasher;
import dev.chatrooms.application.memory.MemoryTokenIssuer;
import dev.chatrooms.application.search.SearchRequest;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.persistence.PostgresPool;
import dev.chatrooms.persistence.PostgresPorts;
import dev.chatrooms.persistence.Schema;
import dev.chatrooms.server.database.EmbeddedDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Measures search over a million messages: the time to build the index, and the time for a first page of fifty results
 * for common, rare and missing words, compared with {@code ILIKE}, and for {@linkplain SearchPhrases phrases}. All of
 * it runs in this process, as in an embedding application.
 */
public final class SearchBenchmark {
    private static final int MESSAGES = 1_000_000;
    private static final int PHRASE_MESSAGES = 60_800;
    private static final int REPETITIONS = 50;
    private static final int SCANS = 5;
    private static final int WARM_UP = 10;
    private static final UUID READER = new UUID(0x7000, 1);

    /**
     * Inserts a thousand accounts and a thousand private rooms. The reader is a member of a hundred rooms. Each message
     * has about ten words out of twenty thousand, of which a few are very frequent. Every second message contains
     * {@code kettle}, ten contain {@code needle}, and every twentieth contains {@code thimble}, but only in rooms that
     * the reader cannot see.
     */
    private static final String INSERT_TEST_DATA = """
            insert into account (id, username, display_name, role, email_verified, disabled, password_hash,
                                 created_at, updated_at)
            select cast('00000000-0000-7000-0000-' || lpad(to_hex(n), 12, '0') as uuid), 'user' || n, 'User ' || n,
                   'user', false, false, 'none', now(), now()
            from generate_series(1, 1000) n;
            insert into room (id, kind, name, name_folded, topic, created_by, created_at, updated_at, version,
                              last_seq, last_position, member_count)
            select md5('room' || n)::uuid, 'private', 'Room ' || n, 'room ' || n, '',
                   '00000000-0000-7000-0000-000000000001', now(), now(), 1, :messages / 1000, :messages, 1
            from generate_series(0, 999) n;
            insert into membership (room_id, account_id, username, role, joined_at, since_position, read_seq, muted,
                                    favourite)
            select md5('room' || n)::uuid, '00000000-0000-7000-0000-000000000001', 'user1', 2, now(), 1, 0, false,
                   false
            from generate_series(0, 999, 10) n;
            insert into message (id, room_id, seq, sender_id, position, created_at, text)
            select md5('message' || n)::uuid, md5('room' || (n % 1000))::uuid, n / 1000 + 1,
                   cast('00000000-0000-7000-0000-' || lpad(to_hex(n % 999 + 2), 12, '0') as uuid), n + 1,
                   timestamptz '2026-01-01 00:00Z' + n * interval '10 seconds',
                   (select string_agg('w' || cast(floor(power(20000, random())) as integer), ' ')
                    from generate_series(1, 10 + n % 3))
                     || case when n % 2 = 0 then ' kettle' else '' end
                     || case when n % (:messages / 10) = 500 then ' needle' else '' end
                     || case when n % 20 = 7 then ' thimble' else '' end
            from generate_series(0, :messages - 1) n;
            insert into event (position, at, kind, room_id, actor_id, message_id)
            select position, created_at, 'message.posted', room_id, sender_id, id from message;
            update log_head set position = :messages;
            vacuum analyze;
            """;

    private static final String ILIKE = """
            select message.*
            from message
              join room on room.id = message.room_id and room.deleted_position is null
              left join membership on membership.room_id = room.id and membership.account_id = ?
            where message.text ilike ? and (membership.room_id is not null or room.kind = 'public')
            order by message.position desc
            limit 50
            """;

    private SearchBenchmark() {}

    /** Runs the benchmark. The optional argument is the number of messages, {@value #MESSAGES} by default. */
    public static void main(String[] args) throws IOException, SQLException {
        int messages = args.length == 0 ? MESSAGES : Integer.parseInt(args[0]);
        Path folder = Files.createTempDirectory("chatrooms-bench");
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder);
                PostgresPool pool = PostgresPool.open(new PostgresPool.Settings(
                        database.jdbcUrl(), database.user(), database.password().reveal(), 10));
                Connection plain = DriverManager.getConnection(
                        database.jdbcUrl(), database.user(), database.password().reveal())) {
            Schema.migrate(pool.unpooled());
            fill(plain, messages);
            try (PostgresPorts ports = PostgresPorts.of(pool);
                    Chat chat = Chat.builder(ports.storage())
                            .passwordHasher(new MemoryPasswordHasher())
                            .tokenIssuer(new MemoryTokenIssuer())
                            .build()) {
                buildIndex(chat, messages);
                print(plain);
                for (String word : List.of("kettle", "needle", "nowhere", "thimble", "need*", "\"kettle needle\"")) {
                    measure(chat, plain, word);
                }
                SearchPhrases.insert(plain, messages);
                buildIndex(chat, PHRASE_MESSAGES);
                SearchPhrases.measure(chat, plain, Caller.of(new AccountId(READER)));
            }
        } finally {
            delete(folder);
        }
    }

    private static void fill(Connection plain, int messages) throws SQLException {
        try (Statement statement = plain.createStatement()) {
            for (String part : INSERT_TEST_DATA
                    .replace(":messages", String.valueOf(messages))
                    .split(";\n", -1)) {
                statement.execute(part);
            }
        }
    }

    private static void buildIndex(Chat chat, int messages) {
        long begin = System.nanoTime();
        while (chat.search().state().behind() > 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        System.out.printf("indexed %d messages in %.0f s, %.0f per second%n", messages, seconds, messages / seconds);
    }

    private static void print(Connection plain) throws SQLException {
        try (Statement statement = plain.createStatement();
                ResultSet sizes = statement.executeQuery("""
                        select pg_size_pretty(pg_table_size('message')),
                               pg_size_pretty(pg_table_size('message_search')),
                               pg_size_pretty(pg_relation_size('message_search_tsv_idx'))
                        """)) {
            sizes.next();
            System.out.printf(
                    "messages %s, search rows %s, search index %s%n",
                    sizes.getString(1), sizes.getString(2), sizes.getString(3));
        }
    }

    private static void measure(Chat chat, Connection plain, String q) throws SQLException {
        Caller reader = Caller.of(new AccountId(READER));
        Samples index = new Samples();
        int found = 0;
        for (int i = -WARM_UP; i < REPETITIONS; i++) {
            long begin = System.nanoTime();
            found = chat.search()
                    .search(reader, SearchRequest.of(q))
                    .join()
                    .items()
                    .size();
            if (i >= 0) {
                index.add(System.nanoTime() - begin);
            }
        }
        Samples scan = new Samples();
        String part = "%" + q.replace("\"", "").replace("*", "") + "%";
        int rows = 0;
        for (int i = -1; i < SCANS; i++) {
            long begin = System.nanoTime();
            rows = scan(plain, part);
            if (i >= 0) {
                scan.add(System.nanoTime() - begin);
            }
        }
        System.out.printf(
                "%-16s search %s: %d%n%-16s ILIKE  %s: %d, times %.0f%n",
                q, index, found, "", scan, rows, scan.medianMillis() / index.medianMillis());
    }

    private static int scan(Connection plain, String part) throws SQLException {
        try (PreparedStatement statement = plain.prepareStatement(ILIKE)) {
            statement.setObject(1, READER);
            statement.setString(2, part);
            int rows = 0;
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    rows++;
                }
            }
            return rows;
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
