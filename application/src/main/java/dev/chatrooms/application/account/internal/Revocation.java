package dev.chatrooms.application.account.internal;

import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.account.AccountEvent;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.SessionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Ends sessions and appends the events that end their streams on every node. */
public final class Revocation {
    private Revocation() {}

    /**
     * Ends a session, in a transaction of the committer.
     *
     * @return whether it was live
     */
    public static boolean of(UnitOfWork uow, AccountId account, SessionId session, Instant at) {
        boolean ended = uow.sessions().revoke(session, at);
        if (ended) {
            uow.append(new AccountEvent.SessionRevoked(account, session), at);
        }
        return ended;
    }

    /**
     * Ends all sessions of an account, in a transaction of the committer.
     *
     * @param except a session that stays alive; null for none
     */
    public static void ofAll(UnitOfWork uow, AccountId account, @Nullable SessionId except, Instant at) {
        for (SessionId ended : uow.sessions().revokeAll(account, except, at)) {
            uow.append(new AccountEvent.SessionRevoked(account, ended), at);
        }
    }

    /**
     * Ends all sessions of an existing account, and those that the host vouches for, in a transaction of the committer.
     */
    public static void ofAllAndVouched(UnitOfWork uow, AccountId account, Instant at) {
        ofAll(uow, account, null, at);
        // Rounded up, since times have milliseconds: all that was issued before the end is refused.
        uow.accounts().endSessions(account, at.plusMillis(1));
        // Last: a stream receives nothing that follows the end of its own session.
        uow.append(new AccountEvent.SessionRevoked(account, null), at);
    }
}
