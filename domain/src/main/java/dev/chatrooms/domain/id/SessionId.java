package dev.chatrooms.domain.id;

import java.util.UUID;

/** Names one login. On the wire: the UUID's text. */
public record SessionId(UUID value) implements Comparable<SessionId> {
    @Override
    public int compareTo(SessionId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
