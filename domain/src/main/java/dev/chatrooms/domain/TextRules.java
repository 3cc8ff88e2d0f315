package dev.chatrooms.domain;

import dev.chatrooms.domain.text.Joiners;
import dev.chatrooms.domain.text.VariationSelectors;
import java.util.function.IntPredicate;

/**
 * The rules for text entered by users. Lengths count Unicode code points, so an emoji of one code point counts as one
 * character.
 */
public final class TextRules {
    private TextRules() {}

    /**
     * Checks free text such as a message: not only white space, no NUL (PostgreSQL cannot store it), no unpaired
     * surrogate (UTF-8 cannot encode it).
     *
     * @throws InvalidValue {@code empty}, {@code too_long} or {@code illegal_character}
     */
    public static String text(String value, int maxCodePoints) {
        encodable(value, maxCodePoints);
        if (isBlank(value)) {
            throw new InvalidValue("empty", "must not be empty");
        }
        return value;
    }

    /**
     * Checks a name that is shown next to others, and returns it {@linkplain #withSingleSpaces with single spaces}. As
     * {@link #text}, and without control, bidirectional and zero-width characters, which could make one name look like
     * another, except {@linkplain Joiners joiners in their places}. Variation selectors that select nothing are left
     * out: they were accepted once, and stored names pass through here.
     *
     * @throws InvalidValue {@code empty}, {@code too_long} or {@code illegal_character}
     */
    public static String name(String value, int maxCodePoints) {
        String name = text(withSingleSpaces(VariationSelectors.withoutStray(value)), maxCodePoints);
        if (hasInvisible(name)) {
            throw new InvalidValue(
                    "illegal_character", "must not contain control, bidirectional or zero-width characters");
        }
        return name;
    }

    private static boolean hasInvisible(String name) {
        int index = 0;
        while (index < name.length()) {
            int c = name.codePointAt(index);
            if (isInvisible(c) && !(Joiners.isJoiner(c) && Joiners.isInPlace(name, index))) {
                return true;
            }
            index += Character.charCount(c);
        }
        return false;
    }

    /**
     * Returns a text without spaces at its ends and with one space for each run of them. All spaces of Unicode count,
     * no-break and ideographic ones too, but tabs and line ends do not: they are control characters.
     */
    public static String withSingleSpaces(String text) {
        if (hasSingleSpaces(text)) {
            return text;
        }
        StringBuilder spaced = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isSpace(c)) {
                spaced.append(c);
            } else if (!spaced.isEmpty() && spaced.charAt(spaced.length() - 1) != ' ') {
                spaced.append(' ');
            }
        }
        int end = spaced.length() - 1;
        return end >= 0 && spaced.charAt(end) == ' ' ? spaced.substring(0, end) : spaced.toString();
    }

    /** Names are checked whenever they are read, and nearly all have single spaces already. */
    private static boolean hasSingleSpaces(String text) {
        boolean afterSpace = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean space = isSpace(c);
            if (space && (afterSpace || c != ' ')) {
                return false;
            }
            afterSpace = space;
        }
        return text.isEmpty() || !afterSpace;
    }

    /** Every space is a single char. */
    private static boolean isSpace(char c) {
        return c < 0x80 ? c == ' ' : Character.getType(c) == Character.SPACE_SEPARATOR;
    }

    /** Checks a search text: as {@link #text}, but it may be empty or blank. */
    public static String anyText(String value, int maxCodePoints) {
        return encodable(value, maxCodePoints);
    }

    /** Checks an optional text such as a topic: as {@link #text}, but it may be empty. */
    public static String optionalText(String value, int maxCodePoints) {
        return value.isEmpty() ? value : text(value, maxCodePoints);
    }

    /** Returns whether a store can hold a text, which therefore can be searched for: no NUL, no unpaired surrogate. */
    public static boolean isStorable(String value) {
        // An unpaired surrogate comes as itself.
        return !any(value, c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
    }

    /** Returns whether a text has no characters but white space. */
    public static boolean isBlank(String text) {
        return !any(text, c -> !isBlank(c));
    }

    /** Returns the text, or its first code points if it has more than that. */
    public static String truncate(String text, int maxCodePoints) {
        // A text of n chars has at most n code points, so most texts are not even scanned.
        return text.length() <= maxCodePoints || text.codePointCount(0, text.length()) <= maxCodePoints
                ? text
                : text.substring(0, text.offsetByCodePoints(0, maxCodePoints));
    }

    /** Returns whether any code point matches. A stream would cost more than the tests themselves. */
    private static boolean any(String value, IntPredicate such) {
        int index = 0;
        while (index < value.length()) {
            int c = value.codePointAt(index);
            if (such.test(c)) {
                return true;
            }
            index += Character.charCount(c);
        }
        return false;
    }

    private static String encodable(String value, int maxCodePoints) {
        // Cheap bound first: a string of n chars has at least n/2 code points, so a huge one is not
        // scanned.
        if (value.length() > 2 * maxCodePoints || value.codePointCount(0, value.length()) > maxCodePoints) {
            throw new InvalidValue("too_long", "must be at most " + maxCodePoints + " characters long");
        }
        if (!isStorable(value)) {
            throw new InvalidValue("illegal_character", "must not contain NUL or an unpaired surrogate");
        }
        return value;
    }

    private static boolean isBlank(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || isInvisible(c) || needsAnother(c);
    }

    /**
     * Returns whether a code point shows nothing by itself but affects or separates others: variation selectors,
     * Braille blank.
     */
    private static boolean needsAnother(int c) {
        return VariationSelectors.isSelector(c) || c == 0x2800;
    }

    /** Returns whether a code point is a control, bidirectional, zero-width or never shown character of Unicode. */
    public static boolean isInvisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            // FORMAT covers every bidirectional control, zero-width (non-)joiner and space, soft
            // hyphen and tag characters.
            case Character.FORMAT -> true;
            // The rest of Unicode's Default_Ignorable_Code_Point: fillers that count as letters, and
            // places kept for more such. Not the variation selectors: emoji need them.
            default ->
                c == 0x115F
                        || c == 0x1160
                        || c == 0x3164
                        || c == 0xFFA0
                        || c == 0x034F
                        || c == 0x17B4
                        || c == 0x17B5
                        || c == 0x2065
                        || (c >= 0xFFF0 && c <= 0xFFF8)
                        || (c >= 0xE0000 && c <= 0xE00FF)
                        || (c >= 0xE01F0 && c <= 0xE0FFF);
        };
    }
}
