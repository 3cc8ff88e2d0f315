package dev.chatrooms.application.spi;

import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.AccountId;
import java.time.Instant;
import java.util.Optional;

/** The accounts whose messages are being erased, each with the position up to which its messages are erased. */
public interface Erasures {
    /** Begins the erasure of an account's messages at the start of the log; no effect if it has begun. */
    void begin(AccountId account, Instant at);

    /** Returns the position up to which the messages are erased; empty if there is no erasure. */
    Optional<Position> progress(AccountId account);

    /**
     * Moves an erasure forward, and locks it until the end of the transaction.
     *
     * @return false, without any effect, if its position is not {@code from}
     */
    boolean advance(AccountId account, Position from, Position to, Instant at);

    /** Ends an erasure; no effect if there is none. */
    void end(AccountId account);

    /**
     * Returns the account whose erasure was begun, advanced or {@link #postpone postponed} before a time and least
     * recently; empty if there is none.
     */
    Optional<AccountId> stalled(Instant before);

    /** Moves an erasure behind the other stalled ones and leaves its position; no effect if there is none. */
    void postpone(AccountId account, Instant at);
}
