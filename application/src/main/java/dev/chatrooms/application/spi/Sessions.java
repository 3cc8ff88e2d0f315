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

/** Sessions and their refresh tokens, including ended ones until they are removed. */
public interface Sessions {
    /**
     * Adds a session with a refresh token of its generation, issued at its creation.
     *
     * @param refreshTokenHash SHA-256 of the refresh token; the token itself is never stored
     */
    void add(Session session, byte[] refreshTokenHash);

    /** Finds a session by id, including ended ones. */
    Optional<Session> find(SessionId id);

    /**
     * Finds a session that is live and whose account exists and is not disabled. Every call is authenticated with it,
     * in a single query.
     */
    Optional<Session> findLive(SessionId id, Instant now);

    /** As {@link #findLive}, for many sessions, in no order. */
    List<Session> findAllLive(Collection<SessionId> ids, Instant now);

    /**
     * Lists an account's live sessions, newest first.
     *
     * @throws dev.chatrooms.application.common.InvalidCursor if the cursor does not belong to this list
     */
    Page<Session> live(AccountId account, PageRequest page, Instant now);

    /**
     * Returns when accounts were last seen, according to their stored sessions, live or not. Accounts without a session
     * are left out.
     */
    Map<AccountId, Instant> lastSeen(Collection<AccountId> accounts);

    /**
     * Ends a session.
     *
     * @return whether it was live
     */
    boolean revoke(SessionId id, Instant now);

    /**
     * Ends all live sessions of an account.
     *
     * @param except a session to keep; null for none
     * @return the sessions that were live, in no order
     */
    List<SessionId> revokeAll(AccountId account, @Nullable SessionId except, Instant now);

    /** Updates when sessions were last seen, unless the update {@linkplain Session#isToBeNoted can be skipped}. */
    void seen(Map<SessionId, Instant> at);

    /**
     * Finds the session of a refresh token, including ended ones, and locks it: a concurrent call waits for the end of
     * this transaction.
     */
    Optional<Session> lockByToken(byte[] refreshTokenHash);

    /** Finds a refresh token; after {@link #lockByToken}, its state under that lock. */
    Optional<IssuedToken> token(byte[] refreshTokenHash);

    /** Marks an existing refresh token as used. */
    void useToken(byte[] refreshTokenHash, Instant at);

    /** Updates generation, expiry and last use of an existing session, and adds a refresh token of that generation. */
    void refresh(Session session, byte[] newRefreshTokenHash);

    /**
     * Removes sessions that ended before a time (expired or revoked, whichever came first), with their tokens. May run
     * concurrently.
     *
     * @param limit the maximum number; those that ended first
     * @return how many were removed
     */
    int removeEnded(Instant before, int limit);

    /**
     * Removes refresh tokens issued before a time that are no longer usable: of an earlier generation than their
     * session, or of an ended session. May run concurrently.
     *
     * @param limit the maximum number; those issued first
     * @return how many were removed
     */
    int removeTokens(Instant issuedBefore, Instant now, int limit);
}
