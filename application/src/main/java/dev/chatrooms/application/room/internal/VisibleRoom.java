package dev.chatrooms.application.room.internal;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.spi.Stores;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.MembershipPolicy;
import dev.chatrooms.domain.room.Room;
import dev.chatrooms.domain.room.Standing;
import java.time.Instant;
import java.util.Optional;

/** A room that the viewer can see, and the viewer's standing in it. */
record VisibleRoom(Room room, Standing viewer) {
    /** Finds a room without a lock. @throws ChatException {@code not_found} or {@code unauthenticated} */
    static VisibleRoom of(Stores stores, RoomId id, AccountId viewer, Instant now) {
        Optional<Room> found = stores.rooms().find(id);
        // Read for a missing room too: a hidden room must cost as much as one that does not exist.
        Standing standing = stores.rooms().standing(id, viewer, now);
        Room room = found.orElseThrow(() -> ChatException.notFound("room"));
        return new VisibleRoom(MembershipPolicy.see(room, standing).orElseThrow(ChatException::new), standing);
    }
}
