package dev.chatrooms.domain.id;

import java.util.UUID;

/** The id of a message. It is never reused. Its wire form is the text of the UUID. */
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
