package dev.chatrooms.domain.id;

import java.util.UUID;

/** The id of an uploaded file. It is never reused. Its wire form is the text of the UUID. */
public record FileId(UUID value) implements Comparable<FileId> {
    @Override
    public int compareTo(FileId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
