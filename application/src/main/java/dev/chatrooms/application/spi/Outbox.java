package dev.chatrooms.application.spi;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The queue of mail requests. One node at a time claims an entry for a limited time. An entry that is neither removed
 * nor postponed by then may be claimed again, so a crashed node loses nothing, and a mail may be sent more than once.
 */
public interface Outbox {
    /** The maximum number of pending entries; concurrent calls may exceed it slightly. */
    int MAX_PENDING = 5_000;

    /**
     * A claimed entry.
     *
     * @param attempts how often it has been claimed, including this time; only the latest claim may postpone it
     */
    record Entry(UUID id, MailRequest request, Instant addedAt, int attempts) {}

    /**
     * Adds an entry that is due at once.
     *
     * @return false, without any effect, if the queue is full
     */
    boolean add(UUID id, MailRequest request, Instant now);

    /**
     * Claims the entry that has been due for longest and is not being claimed by another transaction. No other caller
     * gets it before {@code leasedUntil}.
     */
    Optional<Entry> claim(Instant now, Instant leasedUntil);

    /** Removes an entry; no effect if it does not exist. */
    void done(Entry entry);

    /** Makes an entry due at a later time; no effect if it does not exist or has been claimed again. */
    void postpone(Entry entry, Instant until);

    /** Returns the number of entries, due or not. */
    int waiting();
}
