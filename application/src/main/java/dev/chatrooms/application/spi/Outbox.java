package dev.chatrooms.application.spi;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What waits to be mailed. An entry is claimed for a while by one node at a time; what is neither done nor put off by
 * then may be claimed again, so that nothing is lost with a node that dies. A mail may therefore go out more than once.
 */
public interface Outbox {
    /** So many entries may wait, give or take those that are added at the same moment. */
    int MAX_PENDING = 5_000;

    /**
     * An entry as it was claimed.
     *
     * @param attempts how often it has been claimed, this time included; only who has claimed it last may put it off
     */
    record Entry(UUID id, MailRequest request, Instant addedAt, int attempts) {}

    /**
     * Adds an entry that is due at once.
     *
     * @return whether there was room; nothing is added where there was none
     */
    boolean add(UUID id, MailRequest request, Instant now);

    /**
     * The entry that has been due for longest, if any is, and that no other transaction is claiming just now. Nobody
     * else gets it until {@code leasedUntil}.
     */
    Optional<Entry> claim(Instant now, Instant leasedUntil);

    /** Removes an entry; nothing happens if it is gone. */
    void done(Entry entry);

    /** Makes an entry due at that moment; nothing happens if it is gone or was claimed by somebody else meanwhile. */
    void putOff(Entry entry, Instant until);

    /** How many entries there are that are not done, due or not. */
    int waiting();
}
