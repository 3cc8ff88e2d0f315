package dev.chatrooms.persistence.account;

import static dev.chatrooms.persistence.sql.Columns.instant;
import static dev.chatrooms.persistence.sql.Columns.instantOrNull;
import static dev.chatrooms.persistence.sql.Columns.uuid;

import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageKey;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.spi.Sessions;
import dev.chatrooms.domain.account.IssuedToken;
import dev.chatrooms.domain.account.Session;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.SessionId;
import dev.chatrooms.persistence.sql.Pages;
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

/** {@link Sessions} in the tables {@code session} and {@code refresh_token}. */
public final class JdbcSessions implements Sessions {
    private static final UUID LAST_ID = new UUID(-1, -1);

    private final Sql sql;

    public JdbcSessions(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void add(Session session, byte[] refreshTokenHash) {
        sql.updateOne(
                """
                insert into session (id, account_id, created_at, expires_at, revoked_at, generation, last_seen_at,
                                     user_agent, ip)
                values (:id, :account, :createdAt, :expiresAt, :revokedAt, :generation, :lastSeenAt, :userAgent, :ip)
                """,
                s -> s.bind("id", session.id().value())
                        .bind("account", session.accountId().value())
                        .bind("createdAt", session.createdAt())
                        .bind("expiresAt", session.expiresAt())
                        .bindByType("revokedAt", session.revokedAt(), Instant.class)
                        .bind("generation", session.generation())
                        .bind("lastSeenAt", session.lastSeenAt())
                        .bind("userAgent", storable(session.userAgent()))
                        .bind("ip", storable(session.ip())),
                "the session was not added");
        tokens().add(refreshTokenHash, IssuedToken.of(session, session.createdAt()));
    }

    private RefreshTokens tokens() {
        return new RefreshTokens(sql);
    }

    /** Replaces the one character that PostgreSQL cannot store. Clients choose their user agent freely. */
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
    public List<Session> findAllLive(Collection<SessionId> ids, Instant now) {
        return sql.list(
                """
                select session.*
                from session
                  join account on account.id = session.account_id
                where session.id = any(:ids)
                  and session.revoked_at is null
                  and session.expires_at > :now
                  and not account.disabled
                """, s -> s.bind("ids", PgArray.uuids(ids, SessionId::value)).bind("now", now), JdbcSessions::session);
    }

    /** Sorts all live sessions of the account for each page. They are few, and the index skips ended ones. */
    @Override
    public Page<Session> live(AccountId account, PageRequest page, Instant now) {
        UUID before = PageKey.decode(page.cursor(), 1, parts -> UUID.fromString(parts.get(0)));
        List<Session> found = sql.list(
                """
                select session.*
                from session
                where account_id = :account and revoked_at is null and least(revoked_at, expires_at) > :now
                  and id < :before
                order by id desc
                limit :limit
                """,
                s -> s.bind("account", account.value())
                        .bind("now", now)
                        .bind("before", before == null ? LAST_ID : before)
                        .bind("limit", page.limit() + 1),
                JdbcSessions::session);
        return Pages.cut(found, page, session -> PageKey.of(session.id()));
    }

    @Override
    public Map<AccountId, Instant> lastSeen(Collection<AccountId> accounts) {
        Map<AccountId, Instant> last = new HashMap<>();
        if (!accounts.isEmpty()) {
            sql.list(
                    """
                    select wanted.account_id, last.seen_at
                    from unnest(cast(:accounts as uuid[])) as wanted (account_id)
                      cross join lateral (select max(session.last_seen_at) as seen_at
                                          from session
                                          where session.account_id = wanted.account_id) as last
                    where last.seen_at is not null
                    """,
                    s -> s.bind("accounts", PgArray.accounts(accounts)),
                    (row, context) -> last.put(new AccountId(uuid(row, "account_id")), instant(row, "seen_at")));
        }
        return last;
    }

    @Override
    public boolean revoke(SessionId id, Instant now) {
        return sql.update("""
                        update session
                        set revoked_at = :now
                        where id = :id and revoked_at is null and expires_at > :now
                        """, s -> s.bind("id", id.value()).bind("now", now)) == 1;
    }

    @Override
    public List<SessionId> revokeAll(AccountId account, @Nullable SessionId except, Instant now) {
        return sql.list(
                """
                update session
                set revoked_at = :now
                where account_id = :account and revoked_at is null and least(revoked_at, expires_at) > :now
                  and id is distinct from cast(:except as uuid)
                returning id
                """,
                s -> s.bind("account", account.value())
                        .bind("now", now)
                        .bindByType("except", except == null ? null : except.value(), UUID.class),
                (row, context) -> new SessionId(uuid(row, "id")));
    }

    @Override
    public void seen(Map<SessionId, Instant> at) {
        List<SessionId> ids = List.copyOf(at.keySet());
        sql.update(
                """
                update session
                set last_seen_at = seen.at
                from unnest(cast(:ids as uuid[]), cast(:ats as timestamptz[])) as seen (session_id, at)
                where session.id = seen.session_id
                  and session.last_seen_at <= seen.at - cast(:precision as bigint) * interval '1 millisecond'
                """,
                s -> s.bind("ids", PgArray.uuids(ids, SessionId::value))
                        .bind("ats", PgArray.instants(ids, at::get))
                        .bind("precision", Session.SEEN_PRECISION.toMillis()));
    }

    @Override
    public Optional<Session> lockByToken(byte[] refreshTokenHash) {
        sql.requireWritable();
        return sql.one("""
                select session.*
                from session
                where id = (select session_id from refresh_token where hash = :hash)
                for update
                """, s -> s.bind("hash", refreshTokenHash), JdbcSessions::session);
    }

    @Override
    public Optional<IssuedToken> token(byte[] refreshTokenHash) {
        return tokens().find(refreshTokenHash);
    }

    @Override
    public void useToken(byte[] refreshTokenHash, Instant at) {
        tokens().use(refreshTokenHash, at);
    }

    @Override
    public void refresh(Session session, byte[] newRefreshTokenHash) {
        sql.updateOne(
                """
                update session
                set generation = :generation, expires_at = :expiresAt, last_seen_at = :lastSeenAt
                where id = :id
                """,
                s -> s.bind("id", session.id().value())
                        .bind("generation", session.generation())
                        .bind("expiresAt", session.expiresAt())
                        .bind("lastSeenAt", session.lastSeenAt()),
                "no such session");
        tokens().add(newRefreshTokenHash, IssuedToken.of(session, session.lastSeenAt()));
    }

    @Override
    public int removeEnded(Instant before, int limit) {
        return sql.update("""
                delete from session
                where id = any(array(select id
                                     from session
                                     where least(revoked_at, expires_at) < :before
                                     order by least(revoked_at, expires_at)
                                     limit :limit
                                     for update skip locked))
                """, s -> s.bind("before", before).bind("limit", limit));
    }

    @Override
    public int removeTokens(Instant issuedBefore, Instant now, int limit) {
        return tokens().remove(issuedBefore, now, limit);
    }

    private static Session session(ResultSet row, StatementContext context) throws SQLException {
        return new Session(
                new SessionId(uuid(row, "id")),
                new AccountId(uuid(row, "account_id")),
                instant(row, "created_at"),
                instant(row, "expires_at"),
                instantOrNull(row, "revoked_at"),
                row.getInt("generation"),
                instant(row, "last_seen_at"),
                row.getString("user_agent"),
                row.getString("ip"));
    }
}
