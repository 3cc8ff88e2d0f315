package dev.chatrooms.domain.id;

import java.util.UUID;

/** The id of a session. Its wire form is the text of the UUID. */
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
