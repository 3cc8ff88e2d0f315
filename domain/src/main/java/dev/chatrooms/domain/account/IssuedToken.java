package dev.chatrooms.domain.account;

import dev.chatrooms.domain.id.SessionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a refresh token: everything but the token.
 *
 * @param generation the generation of its session for which it was issued; usually one token is, and more where an
 *     answer was lost
 * @param usedAt when it was first used; null while it was not
 */
public record IssuedToken(
        SessionId sessionId,
        int generation,
        Instant issuedAt,
        @Nullable Instant usedAt) {

    /** The next token to be issued to a session. */
    public static IssuedToken of(Session session, Instant at) {
        return new IssuedToken(session.id(), session.generation(), at, null);
    }
}
