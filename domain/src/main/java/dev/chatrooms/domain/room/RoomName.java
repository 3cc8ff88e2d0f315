package dev.chatrooms.domain.room;

import dev.chatrooms.domain.InvalidValue;
import dev.chatrooms.domain.TextRules;
import dev.chatrooms.domain.text.Joiners;
import dev.chatrooms.domain.text.VariationSelectors;
import java.text.Normalizer;
import java.util.Locale;

/**
 * The name of a room: 1 to 80 code points, single spaces, no control, bidirectional or zero-width characters except
 * joiners in their places.
 *
 * @param value the name as typed, apart from its spaces
 */
public record RoomName(String value) {
    public static final int MAX_LENGTH = 80;

    /**
     * Checks and normalises the value.
     *
     * @throws InvalidValue as {@link TextRules#name}
     */
    public RoomName {
        value = TextRules.name(value, MAX_LENGTH);
    }

    /**
     * Returns the folded name, which is equal for all spellings of the name: without case, in normal form KC, without
     * joiners and variation selectors, but with accents. No two public rooms have the same folded name.
     */
    public String folded() {
        return fold(value);
    }

    static String fold(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        folded(Normalizer.normalize(text, Normalizer.Form.NFKD))
                .codePoints()
                .filter(c -> !TextRules.isInvisible(c) && !VariationSelectors.isSelector(c))
                .forEach(visible::appendCodePoint);
        // Some characters, such as a free-standing accent, decompose to a space and another character.
        return TextRules.withSingleSpaces(Normalizer.normalize(visible, Normalizer.Form.NFKC));
    }

    /** Folds the case of a decomposed text. */
    private static String folded(String text) {
        // Upper case maps ß to SS, so ß and SS become equal. Lower case comes first because the capital ẞ has no upper
        // case. Both forms of the small sigma become one: which of them is right depends on the end of the word.
        return text.toLowerCase(Locale.ROOT)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT)
                .replace('\u03C2', '\u03C3');
    }

    /**
     * Returns the name followed by a number, such as {@code Tea (2)}, shortened to fit: for one of two rooms that must
     * not share a name.
     */
    public RoomName numbered(int number) {
        String suffix = " (" + number + ")";
        String begin = TextRules.truncate(value, MAX_LENGTH - suffix.length());
        while (Joiners.isJoiner(begin.codePointBefore(begin.length()))) {
            begin = begin.substring(0, begin.length() - 1);
        }
        return new RoomName(begin + suffix);
    }

    @Override
    public String toString() {
        return value;
    }
}
