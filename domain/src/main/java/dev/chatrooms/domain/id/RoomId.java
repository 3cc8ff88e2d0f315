package dev.chatrooms.domain.id;

import java.util.UUID;

/** The id of a room. It is never reused. Its wire form is the text of the UUID. */
public record RoomId(UUID value) implements Comparable<RoomId> {
    @Override
    public int compareTo(RoomId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
