package dev.chatrooms.application.event.internal;

import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The accounts that the streams of this node show as typing, each until {@link #DURATION} after its last report.
 * Bounded: beyond {@value #MAX_TYPISTS} a further account is not shown. Confined to the feed's thread.
 */
final class TypingState {
    static final Duration DURATION = Duration.ofSeconds(6);
    private static final int MAX_TYPISTS = 10_000;

    record Typist(RoomId room, AccountId person) {}

    /** The expiry of each entry, the earliest first, because all entries last equally long. */
    private final Map<Typist, Instant> typing = new LinkedHashMap<>();

    /**
     * Adds an entry or extends it.
     *
     * @return whether to show it
     */
    boolean start(Typist typist, Instant now) {
        if (typing.remove(typist) == null && typing.size() >= MAX_TYPISTS) {
            return false;
        }
        typing.put(typist, now.plus(DURATION));
        return true;
    }

    /**
     * Removes an entry.
     *
     * @return whether the account was shown as typing
     */
    boolean stop(Typist typist) {
        return typing.remove(typist) != null;
    }

    /** Removes all entries of a room without showing it. */
    void stop(RoomId room) {
        typing.keySet().removeIf(typist -> typist.room().equals(room));
    }

    /**
     * Removes the expired entries.
     *
     * @return the accounts that were shown as typing
     */
    List<Typist> expire(Instant now) {
        List<Typist> expired = new ArrayList<>();
        for (Map.Entry<Typist, Instant> entry : typing.entrySet()) {
            if (entry.getValue().isAfter(now)) {
                break;
            }
            expired.add(entry.getKey());
        }
        expired.forEach(typing::remove);
        return expired;
    }
}
