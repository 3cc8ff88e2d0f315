package dev.chatrooms.domain.id;

import java.util.UUID;

/** Names one room, for ever. On the wire: the UUID's text. */
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
