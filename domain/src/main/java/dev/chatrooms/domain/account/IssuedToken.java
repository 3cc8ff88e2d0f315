package dev.chatrooms.domain.account;

import dev.chatrooms.domain.id.SessionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The stored data of a refresh token, without the token itself.
 *
 * @param generation the generation of the session for which it was issued. There is usually one token per generation,
 *     and more if a response was lost
 * @param usedAt time of its first use; null if unused
 */
public record IssuedToken(
        SessionId sessionId,
        int generation,
        Instant issuedAt,
        @Nullable Instant usedAt) {

    /** Returns the next token to be issued to a session. */
    public static IssuedToken of(Session session, Instant at) {
        return new IssuedToken(session.id(), session.generation(), at, null);
    }
}
