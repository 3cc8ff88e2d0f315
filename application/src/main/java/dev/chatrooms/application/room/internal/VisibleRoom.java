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

/** A room, and what somebody is to it who may see it. */
record VisibleRoom(Room room, Standing viewer) {
    /**
     * Of a room that was looked for, and found or not.
     *
     * @throws ChatException {@code not_found} or {@code unauthenticated}
     */
    static VisibleRoom of(Stores stores, RoomId id, Optional<Room> found, AccountId viewer, Instant now) {
        // Asked for also where there is no room: one that is hidden must cost as much as one that is not there.
        Standing standing = stores.rooms().standing(id, viewer, now);
        Room room = found.orElseThrow(() -> ChatException.notFound("room"));
        return new VisibleRoom(MembershipPolicy.see(room, standing).orElseThrow(ChatException::new), standing);
    }

    /** For who only looks. @throws ChatException as above */
    static VisibleRoom of(Stores stores, RoomId id, AccountId viewer, Instant now) {
        return of(stores, id, stores.rooms().find(id), viewer, now);
    }
}
