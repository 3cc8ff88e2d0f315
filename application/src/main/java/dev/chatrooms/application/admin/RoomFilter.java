package dev.chatrooms.application.admin;

import dev.chatrooms.application.people.NameSearch;
import dev.chatrooms.domain.room.RoomKind;
import org.jspecify.annotations.Nullable;

/** A selection of rooms. A component that is null restricts nothing. */
public record RoomFilter(
        @Nullable NameSearch search, @Nullable RoomKind kind) {
    public static final RoomFilter ALL = new RoomFilter(null, null);
}
