package dev.chatrooms.domain.message;

import dev.chatrooms.domain.InvalidValue;
import dev.chatrooms.domain.text.EmojiTable;
import java.util.stream.IntStream;

/**
 * One emoji, of one or several code points, used for reactions. Accepts the sequences of UTS #51: with or without
 * variation selectors, with a skin tone, joined sequences, flags of letters and of tags, keycaps. Fonts may lack a
 * glyph for it.
 *
 * @param value the fully qualified form of UTS #51, in which a variation selector follows each character that is shown
 *     as text by default; equal for all forms of the emoji
 */
public record Emoji(String value) implements Comparable<Emoji> {
    /** An upper bound for the length of all emoji, without variation selectors. */
    private static final int MAX_CHARS = 64;

    private static final int JOINER = 0x200D;
    private static final int EMOJI_STYLE = 0xFE0F;
    private static final int KEYCAP = 0x20E3;
    private static final int BLACK_FLAG = 0x1F3F4;
    private static final int FIRST_FLAG_LETTER = 0x1F1E6;
    private static final int FIRST_TAG = 0xE0000;
    private static final int LAST_TAG = 0xE007F;

    /**
     * Checks that the value is well-formed, and qualifies it. Accepts sequences that stand for nothing, such as flags
     * of regions that do not exist, so that stored ones can be read.
     *
     * @throws InvalidValue {@code not_an_emoji}
     */
    public Emoji {
        if (value.length() > 2 * MAX_CHARS || !isWellFormed(value.codePoints().toArray())) {
            throw notAnEmoji();
        }
        String bare = value.replace(Character.toString(EMOJI_STYLE), "");
        if (bare.length() > MAX_CHARS) {
            throw notAnEmoji();
        }
        value = qualified(bare.codePoints().toArray());
    }

    /**
     * Returns an emoji that Unicode gives a meaning to: a flag belongs to an existing region, and a skin tone to an
     * emoji that has skin.
     *
     * @throws InvalidValue {@code not_an_emoji}
     */
    public static Emoji valid(String value) {
        Emoji emoji = new Emoji(value);
        if (!isValid(emoji.value().codePoints().toArray())) {
            throw notAnEmoji();
        }
        return emoji;
    }

    private static InvalidValue notAnEmoji() {
        return new InvalidValue("not_an_emoji", "must be one emoji");
    }

    private static String qualified(int[] c) {
        StringBuilder qualified = new StringBuilder();
        for (int i = 0; i < c.length; i++) {
            qualified.appendCodePoint(c[i]);
            boolean hasSkinTone = i + 1 < c.length && isSkinTone(c[i + 1]);
            if (EmojiTable.isTextByDefault(c[i]) && !hasSkinTone) {
                qualified.appendCodePoint(EMOJI_STYLE);
            }
        }
        return qualified.toString();
    }

    private static boolean isWellFormed(int[] c) {
        if (c.length == 2 && isFlagLetter(c[0])) {
            return isFlagLetter(c[1]);
        }
        if (c.length > 1 && c[c.length - 1] == KEYCAP) {
            return isKeycapBase(c[0]) && (c.length == 2 || (c.length == 3 && c[1] == EMOJI_STYLE));
        }
        int end = element(c, 0);
        while (end > 0 && end < c.length && c[end] == JOINER) {
            end = element(c, end + 1);
        }
        return end > 0 && end == c.length;
    }

    /**
     * Reads one element of a joined sequence.
     *
     * @return its end; 0 if none begins there
     */
    private static int element(int[] c, int from) {
        if (from >= c.length || !EmojiTable.isEmoji(c[from])) {
            return 0;
        }
        int end = from + 1;
        if (end < c.length && c[end] == EMOJI_STYLE) {
            end++;
        }
        if (end < c.length && isSkinTone(c[end])) {
            end++;
        }
        int tags = end;
        while (end < c.length && isTag(c[end])) {
            end++;
        }
        if (end == tags) {
            return end;
        }
        return end < c.length && c[end] == LAST_TAG ? end + 1 : 0;
    }

    /** Returns whether a well-formed and qualified sequence stands for something. */
    private static boolean isValid(int[] c) {
        if (isFlagLetter(c[0])) {
            return EmojiTable.isRegion(letters(c, 0, 2, FIRST_FLAG_LETTER - 'A'));
        }
        for (int i = 1; i < c.length; i++) {
            if (isSkinTone(c[i]) && c[i - 1] != JOINER && !EmojiTable.takesSkinTone(c[i - 1])) {
                return false;
            }
            if (isTag(c[i])) {
                return isSubdivisionFlag(c);
            }
        }
        return true;
    }

    private static boolean isSubdivisionFlag(int[] c) {
        int last = c.length - 1;
        return c[0] == BLACK_FLAG
                && c[last] == LAST_TAG
                && IntStream.range(1, last).allMatch(i -> isTag(c[i]))
                && EmojiTable.isSubdivision(letters(c, 1, last, FIRST_TAG));
    }

    private static String letters(int[] c, int from, int to, int offset) {
        StringBuilder letters = new StringBuilder(to - from);
        for (int i = from; i < to; i++) {
            letters.appendCodePoint(c[i] - offset);
        }
        return letters.toString();
    }

    private static boolean isKeycapBase(int c) {
        return (c >= '0' && c <= '9') || c == '#' || c == '*';
    }

    private static boolean isFlagLetter(int c) {
        return c >= FIRST_FLAG_LETTER && c <= 0x1F1FF;
    }

    private static boolean isSkinTone(int c) {
        return c >= 0x1F3FB && c <= 0x1F3FF;
    }

    private static boolean isTag(int c) {
        return c >= 0xE0020 && c < LAST_TAG;
    }

    @Override
    public int compareTo(Emoji other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
