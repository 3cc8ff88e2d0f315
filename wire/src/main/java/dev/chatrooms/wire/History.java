package dev.chatrooms.wire;

import java.util.List;

/**
 * A page of a room's messages, oldest first.
 *
 * @param lastSeq the room's last message
 */
public record History(List<Message> items, boolean hasBefore, boolean hasAfter, long lastSeq) {
    public History {
        items = List.copyOf(items);
    }
}
