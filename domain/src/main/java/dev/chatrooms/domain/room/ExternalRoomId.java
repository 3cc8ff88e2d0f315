package dev.chatrooms.domain.room;

import dev.chatrooms.domain.InvalidValue;
import dev.chatrooms.domain.TextRules;

/**
 * The id under which a host knows a room: any text of 1 to 255 code points, such as the key of an order. It is unique
 * among the rooms that are not deleted, compared exactly as it is, and never shown to members.
 */
public record ExternalRoomId(String value) {
    private static final int MAX_CODE_POINTS = 255;

    /**
     * Checks the value.
     *
     * @throws InvalidValue as {@link TextRules#text}
     */
    public ExternalRoomId {
        value = TextRules.text(value, MAX_CODE_POINTS);
    }

    @Override
    public String toString() {
        return value;
    }
}
