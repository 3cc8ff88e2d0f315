package dev.chatrooms.application.spi;

import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.domain.account.IssuedToken;
import dev.chatrooms.domain.account.Session;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.SessionId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All sessions and their refresh tokens, ended ones among them until they are swept. */
public interface Sessions {
    /**
     * Adds a session, with a refresh token of its generation that is issued at its creation.
     *
     * @param refreshTokenHash SHA-256 of the session's refresh token: the token itself is never stored
     */
    void add(Session session, byte[] refreshTokenHash);

    /** Empty if there is none. Ended ones are found too. */
    Optional<Session> find(SessionId id);

    /**
     * The session, if it is live at that moment and its account may act (exists, is not disabled); what each call is
     * checked with, in one look-up.
     */
    Optional<Session> findLive(SessionId id, Instant now);

    /** As {@link #findLive}, of many at once: those that are live, in no order. */
    List<Session> findAllLive(Collection<SessionId> ids, Instant now);

    /**
     * A person's sessions that are live at that moment, the newest first. @throws
     * dev.chatrooms.application.common.InvalidCursor for a cursor that is none of this list's
     */
    Page<Session> live(AccountId account, PageRequest page, Instant now);

    /**
     * When each of these people was last seen, as far as there still is a session of his, live or not; one entry for
     * each that has one.
     */
    Map<AccountId, Instant> lastSeen(Collection<AccountId> accounts);

    /** Ends a session. @return whether it was live until now */
    boolean revoke(SessionId id, Instant now);

    /**
     * Ends all live sessions of an account.
     *
     * @param except one that lives on; null for none
     * @return those that were live until now, in no order
     */
    List<SessionId> revokeAll(AccountId account, @Nullable SessionId except, Instant now);

    /**
     * Notes when sessions were last seen, where that {@linkplain Session#isToBeNoted is to be noted}; all others are
     * left as they are.
     */
    void seen(Map<SessionId, Instant> at);

    /**
     * The session that a refresh token was issued for, as it is now, and locked: whoever asks the same waits until this
     * transaction has ended. Ended ones are found too.
     */
    Optional<Session> lockByToken(byte[] refreshTokenHash);

    /**
     * What is known of a refresh token; after {@link #lockByToken}, what is known of it under that lock. Empty if there
     * is none.
     */
    Optional<IssuedToken> token(byte[] refreshTokenHash);

    /** Notes that a refresh token that exists was used. */
    void useToken(byte[] refreshTokenHash, Instant at);

    /**
     * Replaces generation, end and last sight of a session that exists, and adds a refresh token of that generation.
     */
    void refresh(Session session, byte[] newRefreshTokenHash);

    /**
     * Removes sessions that ended before that moment (expired or revoked, whichever came first), with all their tokens.
     * Harmless where several do it at once.
     *
     * @param limit how many at most, those that ended first
     * @return how many
     */
    int removeEnded(Instant before, int limit);

    /**
     * Removes refresh tokens that were issued before that moment and cannot be used any more: they are of an earlier
     * generation than their session, or that has ended. Harmless where several do it at once.
     *
     * @param limit how many at most, those that were issued first
     * @return how many
     */
    int removeTokens(Instant issuedBefore, Instant now, int limit);
}
