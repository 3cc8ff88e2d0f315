package dev.chatrooms.application.event;

import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

/** The rooms and messages known to all participants, including deleted ones. */
final class SharedRooms {
    private final CopyOnWriteArrayList<RoomId> rooms = new CopyOnWriteArrayList<>();

    private final CopyOnWriteArrayList<MessageId> messages = new CopyOnWriteArrayList<>();

    void said(MessageId message) {
        messages.add(message);
    }

    /** Mostly a late one. */
    Optional<MessageId> anyMessage(Random random) {
        int size = messages.size();
        return size == 0
                ? Optional.empty()
                : Optional.of(messages.get(size - 1 - random.nextInt(random.nextBoolean() ? size : Math.min(size, 8))));
    }

    void add(RoomId room) {
        rooms.add(room);
    }

    Optional<RoomId> any(Random random) {
        int size = rooms.size();
        return size == 0 ? Optional.empty() : Optional.of(rooms.get(random.nextInt(size)));
    }
}
