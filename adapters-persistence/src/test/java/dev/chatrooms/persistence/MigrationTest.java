package dev.chatrooms.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.domain.InvalidValue;
import dev.chatrooms.domain.message.Emoji;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Migrations of existing rows. */
class MigrationTest {
    private final TestServer server = TestServer.shared();
    private final String database = server.emptyDatabase();

    @Test
    void sessionsShouldKeepTheirRefreshTokensWhenV3MovesThem() {
        migrate(1, 2);
        server.execute(database, """
                insert into account (id, username, display_name, role, email_verified, disabled, password_hash,
                                     created_at, updated_at)
                values ('00000000-0000-7000-8000-000000000001', 'alice', 'Alice', 'user',
                        false, false, 'h', now(), now());
                insert into session (id, account_id, refresh_token_hash, created_at, expires_at)
                values ('00000000-0000-7000-8000-000000000002', '00000000-0000-7000-8000-000000000001', '\\x0102',
                        '2026-11-20T10:00:00Z', '2026-11-21T10:00:00Z');
                """);

        migrate(3, 3);

        assertThat(server.column(database, """
                        select concat_ws(' ', encode(token.hash, 'hex'), token.generation, session.generation,
                                         token.issued_at = session.created_at,
                                         session.last_seen_at = session.created_at,
                                         coalesce(token.used_at::text, 'unused'))
                        from refresh_token token
                          join session on session.id = token.session_id
                        """)).containsExactly("0102 0 0 t t unused");
    }

    @Test
    void formsOfAnEmojiShouldBecomeOneReactionWhenV12QualifiesThem() {
        migrate(1, 11);
        // Alice used two forms of a heart, Bob the other one first. A thumb, tea and a keycap are of other kinds.
        server.execute(database, """
                insert into reaction (message_id, emoji, account_id, number, at)
                select md5(message)::uuid, emoji, md5(account)::uuid, number, now()
                from (values ('one', E'\\U0001F44D', 'alice', 1),
                             ('one', E'\\u2764\\uFE0F', 'alice', 2),
                             ('one', E'\\u2764', 'bob', 3),
                             ('one', E'\\u2764', 'alice', 4),
                             ('one', E'7\\uFE0F\\u20E3', 'bob', 5),
                             ('one', E'\\u261D\\uFE0F\\u200D\\u2764', 'carol', 6),
                             ('one', E'\\u261D\\U0001F3FD', 'carol', 7),
                             ('one', E'\\U0001F44D\\uFE0F', 'carol', 8),
                             ('two', E'\\u2764', 'bob', 1),
                             ('two', E'\\U0001F575\\u200D\\u2642', 'bob', 2),
                             ('two', E'\\U0001F575\\u200D\\u2642\\uFE0F', 'carol', 3))
                     as reaction (message, emoji, account, number);
                insert into reaction_kind (message_id, emoji, number, count)
                select message_id, emoji, min(number), count(*)
                from reaction
                group by message_id, emoji;
                """);

        migrate(12, 12);

        assertThat(server.column(database, """
                        select concat_ws(' ', message, number, emoji, account)
                        from reaction
                          join (values ('alice'), ('bob'), ('carol')) as accounts (account)
                            on md5(account)::uuid = account_id
                          join (values ('one'), ('two')) as messages (message) on md5(message)::uuid = message_id
                        order by message, number
                        """))
                .containsExactly(
                        "one 1 \uD83D\uDC4D alice",
                        "one 2 \u2764\uFE0F alice",
                        "one 3 \u2764\uFE0F bob",
                        "one 5 7\uFE0F\u20E3 bob",
                        "one 6 \u261D\uFE0F\u200D\u2764\uFE0F carol",
                        "one 7 \u261D\uD83C\uDFFD carol",
                        "one 8 \uD83D\uDC4D carol",
                        "two 1 \u2764\uFE0F bob",
                        "two 2 \uD83D\uDD75\uFE0F\u200D\u2642\uFE0F bob",
                        "two 3 \uD83D\uDD75\uFE0F\u200D\u2642\uFE0F carol");
        assertThat(server.column(database, """
                        select concat_ws(' ', message, number, emoji, count)
                        from reaction_kind
                          join (values ('one'), ('two')) as messages (message) on md5(message)::uuid = message_id
                        order by message, number
                        """))
                .containsExactly(
                        "one 1 \uD83D\uDC4D 2",
                        "one 2 \u2764\uFE0F 2",
                        "one 5 7\uFE0F\u20E3 1",
                        "one 6 \u261D\uFE0F\u200D\u2764\uFE0F 1",
                        "one 7 \u261D\uD83C\uDFFD 1",
                        "two 1 \u2764\uFE0F 1",
                        "two 2 \uD83D\uDD75\uFE0F\u200D\u2642\uFE0F 2");
    }

    @Test
    void v12ShouldQualifyEmojiAsTheDomainDoes() {
        migrate(1, 11);
        List<String> emoji = IntStream.range(0x80, 0x20000)
                .mapToObj(Character::toString)
                .filter(MigrationTest::isEmoji)
                .toList();
        server.execute(
                database,
                emoji.stream()
                        .map(one -> "(md5('" + one + "')::uuid, '" + one + "', md5('alice')::uuid, 1, now())")
                        .collect(Collectors.joining(
                                ", ", "insert into reaction (message_id, emoji, account_id, number, at) values ", "")));
        server.execute(
                database,
                "insert into reaction_kind (message_id, emoji, number, count) "
                        + "select message_id, emoji, number, 1 from reaction");

        migrate(12, 12);

        List<String> qualified =
                emoji.stream().map(one -> new Emoji(one).value()).toList();
        assertThat(server.column(database, "select emoji from reaction"))
                .containsExactlyInAnyOrderElementsOf(qualified);
        assertThat(server.column(database, "select emoji from reaction_kind"))
                .containsExactlyInAnyOrderElementsOf(qualified);
    }

    private static boolean isEmoji(String text) {
        try {
            return new Emoji(text).value() != null;
        } catch (InvalidValue e) {
            return false;
        }
    }

    @Test
    void v13ShouldRebuildASearchIndexThatHasEntries() {
        migrate(1, 12);
        server.execute(
                database,
                "insert into log_reader (name, position) values ('message_search', 7), ('message_search.rebuild', 3)");

        migrate(13, 13);

        assertThat(server.column(database, "select name || ' ' || position from log_reader order by name"))
                .containsExactly("message_search 7", "message_search.rebuild 0");
    }

    @Test
    void v13ShouldNotRebuildANewSearchIndex() {
        migrate(1, 13);

        assertThat(server.column(database, "select name from log_reader")).isEmpty();
    }

    @Test
    void v20ShouldRebuildASearchIndexThatHasEntries() {
        migrate(1, 15);
        server.execute(database, "insert into log_reader (name, position) values ('message_search', 7)");

        migrate(20, 20);

        assertThat(server.column(database, "select name || ' ' || position from log_reader order by name"))
                .containsExactly("message_search 7", "message_search.rebuild 0");
    }

    /** Runs the migrations of these versions, both inclusive. */
    private void migrate(int from, int to) {
        String all = Schema.print();
        int next = all.indexOf("\n-- V", all.indexOf("-- V" + to + "__"));
        server.execute(database, all.substring(all.indexOf("-- V" + from + "__"), next < 0 ? all.length() : next));
    }
}
