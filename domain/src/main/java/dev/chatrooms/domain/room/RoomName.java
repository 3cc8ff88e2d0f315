package dev.chatrooms.domain.room;

import dev.chatrooms.domain.InvalidValue;
import dev.chatrooms.domain.TextRules;
import java.util.Locale;

/** The name of a room: 1 to 80 code points, no control, bidirectional or zero-width characters. */
public record RoomName(String value) {
    /**
     * Checks and normalises the value.
     *
     * @throws InvalidValue as {@link TextRules#name}
     */
    public RoomName {
        value = TextRules.name(value, 80);
    }

    /** Returns the folded name. No two public rooms have the same folded name. */
    public String folded() {
        return fold(value);
    }

    /** Folds any text as names are folded, for searching in folded names. */
    public static String fold(String text) {
        // Upper case maps ß to SS, so ß and SS become equal. Lower case comes first because the capital ẞ has no upper
        // case. Both forms of the small sigma become one, or a part of a word would not be found in the word.
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
