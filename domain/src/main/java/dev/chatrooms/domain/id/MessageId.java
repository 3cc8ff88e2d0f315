package dev.chatrooms.domain.id;

import java.util.UUID;

/** Names one message, for ever. On the wire: the UUID's text. */
public record MessageId(UUID value) implements Comparable<MessageId> {
    @Override
    public int compareTo(MessageId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
