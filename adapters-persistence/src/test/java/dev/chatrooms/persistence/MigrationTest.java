package dev.chatrooms.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Migrations of existing rows. */
class MigrationTest {
    private final TestServer server = TestServer.shared();
    private final String database = server.emptyDatabase();

    @Test
    void sessionsShouldKeepTheirRefreshTokensWhenV3MovesThem() {
        String all = Schema.print();
        int step = all.indexOf("-- V3__");
        int next = all.indexOf("\n-- V4__", step);
        server.execute(database, all.substring(0, step));
        server.execute(database, """
                insert into account (id, username, display_name, role, email_verified, disabled, password_hash,
                                     created_at, updated_at)
                values ('00000000-0000-7000-8000-000000000001', 'alice', 'Alice', 'user',
                        false, false, 'h', now(), now());
                insert into session (id, account_id, refresh_token_hash, created_at, expires_at)
                values ('00000000-0000-7000-8000-000000000002', '00000000-0000-7000-8000-000000000001', '\\x0102',
                        '2026-11-20T10:00:00Z', '2026-11-21T10:00:00Z');
                """);

        server.execute(database, next < 0 ? all.substring(step) : all.substring(step, next));

        assertThat(server.column(database, """
                        select concat_ws(' ', encode(token.hash, 'hex'), token.generation, session.generation,
                                         token.issued_at = session.created_at,
                                         session.last_seen_at = session.created_at,
                                         coalesce(token.used_at::text, 'unused'))
                        from refresh_token token
                          join session on session.id = token.session_id
                        """)).containsExactly("0102 0 0 t t unused");
    }
}
