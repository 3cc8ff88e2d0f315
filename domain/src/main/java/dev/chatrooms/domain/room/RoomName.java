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
        // By way of upper case, so that what only meets there (ß and SS) meets here too; lower before that, because the
        // capital ẞ has
        // no other way to its small letter. One sigma for both, or a part of a word would not be found in it.
        return text.toLowerCase(Locale.ROOT)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT)
                .replace('\u03C2', '\u03C3');
    }

    @Override
    public String toString() {
        return value;
    }
}
