package dev.chatrooms.domain.room;

import dev.chatrooms.domain.InvalidValue;
import dev.chatrooms.domain.TextRules;
import java.util.Locale;

/** What a room is called: 1 to 80 code points, no control, bidirectional or zero-width characters. */
public record RoomName(String value) {
    /**
     * Checks and keeps the value.
     *
     * @throws InvalidValue as {@link TextRules#name}
     */
    public RoomName {
        TextRules.name(value, 80);
    }

    /** Two public rooms whose folded names are equal have the same name. */
    public String folded() {
        return fold(value);
    }

    /** Any text folded as names are, to look for it in them. */
    public static String fold(String text) {
        // Upper before lower, so that what only meets in upper case (ß and SS, final sigma) meets
        // here too.
        return text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return value;
    }
}
