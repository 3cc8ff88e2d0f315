package dev.chatrooms.application.spi;

import dev.chatrooms.domain.account.AccountId;
import dev.chatrooms.domain.account.Session;
import dev.chatrooms.domain.account.SessionId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All sessions, ended ones among them until they are swept. */
public interface Sessions {
    /**
     * Adds a session.
     *
     * @param refreshTokenHash SHA-256 of the session's refresh token: the token itself is never stored
     */
    void add(Session session, byte[] refreshTokenHash);

    /** Empty if there is none. Ended ones are found too. */
    Optional<Session> find(SessionId id);

    /**
     * The session, if it is live at that moment and its account may act (exists, is not disabled); what each call is checked with, in one
     * look-up.
     */
    Optional<Session> findLive(SessionId id, Instant now);

    /** When each of these people last signed in, as far as there still is a session of his, live or not; one entry for each that has one. */
    Map<AccountId, Instant> lastSignIns(Collection<AccountId> accounts);

    /** Ends a session. @return whether it was live until now */
    boolean revoke(SessionId id, Instant now);

    /**
     * Ends all live sessions of an account.
     *
     * @param except one that lives on; null for none
     * @return those that were live until now, in no order
     */
    List<SessionId> revokeAll(AccountId account, @Nullable SessionId except, Instant now);
}
