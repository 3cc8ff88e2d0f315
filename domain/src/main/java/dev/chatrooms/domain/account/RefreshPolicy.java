package dev.chatrooms.domain.account;

import java.time.Duration;
import java.time.Instant;

/**
 * What becomes of a session for which a refresh token is presented. Stateless: it judges what it is shown.
 *
 * <p>Each token is used once and answered with the next. So where a token is used twice, two have it, and one of them
 * has stolen it: which one cannot be told, therefore the session ends for both. But networks lose answers, and two tabs
 * of a browser wake up together: whoever has sent a token a moment ago and knows of no successor gets another one.
 */
public final class RefreshPolicy {
    /**
     * For how long a used token is taken again while nobody has used its successor: a minute, the end of it included.
     */
    public static final Duration GRACE = Duration.ofSeconds(60);

    private RefreshPolicy() {}

    /** What is to be done. */
    public enum Verdict {
        /** The token counts as used now, the session goes on to the next generation and gets one token for it. */
        ROTATE,
        /**
         * The answer may have been lost: the session gets one more token of its generation, beside those that it has.
         */
        REPEAT,
        /** The call is refused and nothing changes. */
        REFUSE,
        /** The call is refused and the session ends. */
        REVOKE
    }

    /**
     * Judges a token.
     *
     * @param session the one that the token was issued for, as it is now
     */
    public static Verdict on(Session session, IssuedToken token, Instant now) {
        if (!session.isLive(now)) {
            return Verdict.REFUSE;
        }
        Instant usedAt = token.usedAt();
        if (usedAt == null) {
            // Of several that were issued because answers were lost the first one used voids the others. That those are
            // refused is no reason to end anything: each was given to whoever had the one before.
            return token.generation() == session.generation() ? Verdict.ROTATE : Verdict.REFUSE;
        }
        boolean successorIsUnused = token.generation() == session.generation() - 1;
        return successorIsUnused && !now.isAfter(usedAt.plus(GRACE)) ? Verdict.REPEAT : Verdict.REVOKE;
    }
}
