package dev.chatrooms.domain.account;

import java.time.Duration;
import java.time.Instant;

/**
 * The rules for using a refresh token. Stateless.
 *
 * <p>A token is used once and answered with its successor. A token that is used twice may have been stolen, and it is
 * unknown by which client, so the session ends for both. But responses get lost, and two browser tabs may refresh at
 * the same time. Therefore a token is accepted again for a short time, while its successor is unused.
 */
public final class RefreshPolicy {
    /** The time during which a used token is accepted again while its successor is unused, inclusive. */
    public static final Duration GRACE = Duration.ofSeconds(60);

    private RefreshPolicy() {}

    /** The action to take. */
    public enum Verdict {
        /** Mark the token as used, advance the session to the next generation and issue one token for it. */
        ROTATE,
        /** Issue one more token for the session's generation, because the response may have been lost. */
        REPEAT,
        /** Refuse the call and change nothing. */
        REFUSE,
        /** Refuse the call and revoke the session. */
        REVOKE
    }

    /**
     * Decides on a token.
     *
     * @param session the current state of the token's session
     */
    public static Verdict on(Session session, IssuedToken token, Instant now) {
        if (!session.isLive(now)) {
            return Verdict.REFUSE;
        }
        Instant usedAt = token.usedAt();
        if (usedAt == null) {
            // If lost responses led to several tokens, the first one used voids the others. Refusing those does not
            // revoke the session, because each went to a client that had the preceding token.
            return token.generation() == session.generation() ? Verdict.ROTATE : Verdict.REFUSE;
        }
        boolean successorIsUnused = token.generation() == session.generation() - 1;
        return successorIsUnused && !now.isAfter(usedAt.plus(GRACE)) ? Verdict.REPEAT : Verdict.REVOKE;
    }
}
