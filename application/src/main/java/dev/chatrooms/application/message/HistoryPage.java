package dev.chatrooms.application.message;

import java.util.List;

/**
 * A part of a room's history.
 *
 * @param items ascending by seq
 * @param hasBefore whether older messages exist
 * @param hasAfter whether newer messages exist
 * @param lastSeq the room's last seq at that moment
 */
public record HistoryPage(List<MessageView> items, boolean hasBefore, boolean hasAfter, long lastSeq) {
    public HistoryPage {
        items = List.copyOf(items);
    }
}
