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
 * Who is shown as typing to the streams of this node, each until {@link #LASTS} after it was last told. Bounded: past
 * {@value #MOST} whoever begins is not shown. Only on the feed's thread.
 */
final class TypingState {
    static final Duration LASTS = Duration.ofSeconds(6);
    private static final int MOST = 10_000;

    record Typist(RoomId room, AccountId person) {}

    /** By when it ends; those that end first come first, as all last equally long. */
    private final Map<Typist, Instant> typing = new LinkedHashMap<>();

    /** Begins or goes on. @return whether that is to be shown */
    boolean on(Typist typist, Instant now) {
        if (typing.remove(typist) == null && typing.size() >= MOST) {
            return false;
        }
        typing.put(typist, now.plus(LASTS));
        return true;
    }

    /** Ends. @return whether he was shown as typing */
    boolean off(Typist typist) {
        return typing.remove(typist) != null;
    }

    /** Ends with a room, where nobody is left to be shown anything. */
    void off(RoomId room) {
        typing.keySet().removeIf(typist -> typist.room().equals(room));
    }

    /** Ends what has not been told again for long. @return those whom it was */
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
