package dev.chatrooms.benchmarks;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.search.SearchQuery;
import dev.chatrooms.application.search.SearchRequest;
import dev.chatrooms.application.search.Words;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Phrases whose words are common and rarely next to each other: {@code "the dog"} in ordinary messages, and a phrase of
 * three characters in messages crafted to have all of its pairs. Compares the search with the comparison of the texts
 * of all messages that have the words, as searches did before the index knew positions, and with the phrase search of
 * PostgreSQL on the same index, without permissions.
 */
final class SearchPhrases {
    private static final int REPETITIONS = 10;

    /** Adds messages to the first room of the reader, which has position and seq up to {@code :from}. */
    private static final String INSERT = """
            insert into message (id, room_id, seq, sender_id, position, created_at, text)
            select md5('phrase' || n)::uuid, md5('room0')::uuid, n, '00000000-0000-7000-0000-000000000002', n, now(),
                   case
                     when n > :from + 60000 then repeat(U&'\\4E59\\7532 \\7532\\4E19 ', 1300)
                     else (select string_agg(case when random() < 0.06 then 'the'
                                                  when random() < 0.02 then 'dog'
                                                  else 'w' || cast(floor(power(20000, random())) as integer) end, ' ')
                           from generate_series(1, 10 + n % 3))
                   end
            from generate_series(:from + 1, :from + 60800) n;
            insert into event (position, at, kind, room_id, actor_id, message_id)
            select position, created_at, 'message.posted', room_id, sender_id, id from message where position > :from;
            update room set last_seq = :from + 60800 where id = md5('room0')::uuid;
            update log_head set position = :from + 60800;
            vacuum analyze;
            """;

    private static final String TEXTS = """
            select message.text
            from message_search
              join message on message.id = message_search.message_id
            where message_search.tsv @@ cast(? as tsquery)
            order by message.position desc
            limit 4000
            """;

    private static final String PLAIN = """
            select message.text
            from message_search
              join message on message.id = message_search.message_id
            where message_search.tsv @@ cast(? as tsquery)
            order by message_search.position desc
            limit 50
            """;

    private SearchPhrases() {}

    static void insert(Connection plain, int from) throws SQLException {
        try (Statement statement = plain.createStatement()) {
            for (String part : INSERT.replace(":from", String.valueOf(from)).split(";\n", -1)) {
                statement.execute(part);
            }
        }
    }

    static void measure(Chat chat, Connection plain, Caller reader) throws SQLException {
        measure(chat, plain, reader, "\"the dog\"", "the & dog", "the <-> dog");
        measure(
                chat,
                plain,
                reader,
                "\"\u4E59\u7532\u4E19\"",
                "'\u4E59\u7532' & '\u7532\u4E19'",
                "'\u4E59\u7532' <-> '\u7532\u4E19'");
    }

    private static void measure(Chat chat, Connection database, Caller reader, String q, String words, String phrase)
            throws SQLException {
        Samples search = new Samples();
        Samples plain = new Samples();
        Samples texts = new Samples();
        int found = 0;
        int compared = 0;
        for (int i = -2; i < REPETITIONS; i++) {
            long begin = System.nanoTime();
            found = chat.search()
                    .search(reader, SearchRequest.of(q))
                    .join()
                    .items()
                    .size();
            long middle = System.nanoTime();
            plain(database, phrase);
            long last = System.nanoTime();
            compared = compare(database, SearchQuery.of(q), words);
            if (i >= 0) {
                search.add(middle - begin);
                plain.add(last - middle);
                texts.add(System.nanoTime() - last);
            }
        }
        System.out.printf(
                "%-16s search %s: %d%n%-16s plain  %s, times %.1f%n%-16s texts  %s: %d compared, times %.1f%n",
                q,
                search,
                found,
                "",
                plain,
                plain.medianMillis() / search.medianMillis(),
                "",
                texts,
                compared,
                texts.medianMillis() / search.medianMillis());
    }

    private static void plain(Connection database, String phrase) throws SQLException {
        try (PreparedStatement statement = database.prepareStatement(PLAIN)) {
            statement.setString(1, phrase);
            statement.executeQuery().close();
        }
    }

    /** Returns the number of texts that were cut into words. */
    private static int compare(Connection plain, SearchQuery query, String words) throws SQLException {
        try (PreparedStatement statement = plain.prepareStatement(TEXTS)) {
            statement.setString(1, words);
            int compared = 0;
            int matches = 0;
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next() && matches <= 50) {
                    compared++;
                    matches += query.match(Words.of(rows.getString(1))).isPresent() ? 1 : 0;
                }
            }
            return compared;
        }
    }
}
