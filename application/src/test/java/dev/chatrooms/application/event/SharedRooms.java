package dev.chatrooms.application.event;

import dev.chatrooms.domain.room.RoomId;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

/** The rooms that people tell each other of, deleted ones among them. */
final class SharedRooms {
    private final CopyOnWriteArrayList<RoomId> rooms = new CopyOnWriteArrayList<>();

    void add(RoomId room) {
        rooms.add(room);
    }

    Optional<RoomId> any(Random random) {
        int size = rooms.size();
        return size == 0 ? Optional.empty() : Optional.of(rooms.get(random.nextInt(size)));
    }
}
