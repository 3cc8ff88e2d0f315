package dev.chatrooms.persistence.account;

import static dev.chatrooms.persistence.sql.Columns.instant;
import static dev.chatrooms.persistence.sql.Columns.instantOrNull;
import static dev.chatrooms.persistence.sql.Columns.uuid;

import dev.chatrooms.application.spi.Sessions;
import dev.chatrooms.domain.account.AccountId;
import dev.chatrooms.domain.account.Session;
import dev.chatrooms.domain.account.SessionId;
import dev.chatrooms.persistence.sql.PgArray;
import dev.chatrooms.persistence.sql.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** {@link Sessions} in {@code session}. */
public record JdbcSessions(Sql sql) implements Sessions {
    @Override
    public void add(Session session, byte[] refreshTokenHash) {
        int added = sql.update(
                """
                insert into session (id, account_id, refresh_token_hash, created_at, expires_at, revoked_at, user_agent, ip)
                values (:id, :account, :hash, :createdAt, :expiresAt, :revokedAt, :userAgent, :ip)
                """,
                s -> s.bind("id", session.id().value())
                        .bind("account", session.accountId().value())
                        .bind("hash", refreshTokenHash)
                        .bind("createdAt", session.createdAt())
                        .bind("expiresAt", session.expiresAt())
                        .bindByType("revokedAt", session.revokedAt(), Instant.class)
                        .bind("userAgent", storable(session.userAgent()))
                        .bind("ip", storable(session.ip())));
        if (added != 1) {
            throw new IllegalStateException("the session was not added");
        }
    }

    /** Clients call themselves whatever they like; PostgreSQL stores any text but a NUL. */
    private static @Nullable String storable(@Nullable String text) {
        return text == null ? null : text.replace('\0', '\uFFFD');
    }

    @Override
    public Optional<Session> find(SessionId id) {
        return sql.one(
                "select session.* from session where id = :id", s -> s.bind("id", id.value()), JdbcSessions::session);
    }

    @Override
    public Optional<Session> findLive(SessionId id, Instant now) {
        return sql.one("""
                select session.*
                from session
                  join account on account.id = session.account_id
                where session.id = :id
                  and session.revoked_at is null
                  and session.expires_at > :now
                  and not account.disabled
                """, s -> s.bind("id", id.value()).bind("now", now), JdbcSessions::session);
    }

    @Override
    public Map<AccountId, Instant> lastSignIns(Collection<AccountId> accounts) {
        Map<AccountId, Instant> last = new HashMap<>();
        if (!accounts.isEmpty()) {
            sql.list(
                    """
                    select wanted.account_id, last.created_at
                    from unnest(cast(:accounts as uuid[])) as wanted (account_id)
                      cross join lateral (select max(session.created_at) as created_at
                                          from session
                                          where session.account_id = wanted.account_id) as last
                    where last.created_at is not null
                    """,
                    s -> s.bind("accounts", PgArray.accounts(accounts)),
                    (row, context) -> last.put(new AccountId(uuid(row, "account_id")), instant(row, "created_at")));
        }
        return last;
    }

    @Override
    public boolean revoke(SessionId id, Instant now) {
        return sql.update(
                        "update session set revoked_at = :now where id = :id and revoked_at is null and expires_at > :now",
                        s -> s.bind("id", id.value()).bind("now", now))
                == 1;
    }

    @Override
    public List<SessionId> revokeAll(AccountId account, @Nullable SessionId except, Instant now) {
        return sql.list(
                """
                update session
                set revoked_at = :now
                where account_id = :account and revoked_at is null and expires_at > :now and id is distinct from cast(:except as uuid)
                returning id
                """,
                s -> s.bind("account", account.value())
                        .bind("now", now)
                        .bindByType("except", except == null ? null : except.value(), UUID.class),
                (row, context) -> new SessionId(uuid(row, "id")));
    }

    private static Session session(ResultSet row, StatementContext context) throws SQLException {
        return new Session(
                new SessionId(uuid(row, "id")),
                new AccountId(uuid(row, "account_id")),
                instant(row, "created_at"),
                instant(row, "expires_at"),
                instantOrNull(row, "revoked_at"),
                row.getString("user_agent"),
                row.getString("ip"));
    }
}
