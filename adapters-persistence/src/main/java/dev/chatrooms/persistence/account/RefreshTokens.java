package dev.chatrooms.persistence.account;

import static dev.chatrooms.persistence.sql.Columns.instant;
import static dev.chatrooms.persistence.sql.Columns.instantOrNull;
import static dev.chatrooms.persistence.sql.Columns.uuid;

import dev.chatrooms.domain.account.IssuedToken;
import dev.chatrooms.domain.id.SessionId;
import dev.chatrooms.persistence.sql.Sql;
import java.time.Instant;
import java.util.Optional;

/** The table {@code refresh_token}; see {@link JdbcSessions}. */
final class RefreshTokens {
    private final Sql sql;

    RefreshTokens(Sql sql) {
        this.sql = sql;
    }

    void add(byte[] hash, IssuedToken token) {
        sql.updateOne(
                """
                insert into refresh_token (hash, session_id, generation, issued_at, used_at)
                values (:hash, :session, :generation, :issuedAt, :usedAt)
                """,
                s -> s.bind("hash", hash)
                        .bind("session", token.sessionId().value())
                        .bind("generation", token.generation())
                        .bind("issuedAt", token.issuedAt())
                        .bindByType("usedAt", token.usedAt(), Instant.class),
                "the refresh token was not added");
    }

    Optional<IssuedToken> find(byte[] hash) {
        return sql.one(
                "select * from refresh_token where hash = :hash",
                s -> s.bind("hash", hash),
                (row, context) -> new IssuedToken(
                        new SessionId(uuid(row, "session_id")),
                        row.getInt("generation"),
                        instant(row, "issued_at"),
                        instantOrNull(row, "used_at")));
    }

    void use(byte[] hash, Instant at) {
        sql.updateOne(
                "update refresh_token set used_at = :at where hash = :hash",
                s -> s.bind("hash", hash).bind("at", at),
                "no such refresh token");
    }

    int remove(Instant issuedBefore, Instant now, int limit) {
        return sql.update(
                """
                delete from refresh_token
                where hash = any(array(select token.hash
                                       from refresh_token token
                                         join session on session.id = token.session_id
                                       where token.issued_at < :before
                                         and (token.generation < session.generation
                                              or session.revoked_at is not null
                                              or session.expires_at <= :now)
                                       order by token.issued_at
                                       limit :limit
                                       for update of token skip locked))
                """, s -> s.bind("before", issuedBefore).bind("now", now).bind("limit", limit));
    }
}
