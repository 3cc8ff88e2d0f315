package dev.chatrooms.domain.message;

import dev.chatrooms.domain.InvalidValue;

/**
 * One emoji, of one or several code points, used for reactions. Accepts what the grammar of UTS #51 makes of emoji
 * characters: with or without a variation selector, with a skin tone, joined sequences, flags of letters and of tags,
 * keycaps. Fonts may lack a glyph for it.
 */
public record Emoji(String value) implements Comparable<Emoji> {
    /** An upper bound for the length of all emoji. */
    private static final int MAX_CHARS = 64;

    private static final int JOINER = 0x200D;
    private static final int EMOJI_STYLE = 0xFE0F;
    private static final int KEYCAP = 0x20E3;
    private static final int LAST_TAG = 0xE007F;

    /**
     * Checks and keeps the value.
     *
     * @throws InvalidValue {@code not_an_emoji}
     */
    public Emoji {
        if (value.length() > MAX_CHARS || !isEmoji(value.codePoints().toArray())) {
            throw new InvalidValue("not_an_emoji", "must be one emoji");
        }
    }

    private static boolean isEmoji(int[] c) {
        if (c.length == 2 && isFlagLetter(c[0])) {
            return isFlagLetter(c[1]);
        }
        if (c.length == 3 && c[2] == KEYCAP) {
            return c[1] == EMOJI_STYLE && ((c[0] >= '0' && c[0] <= '9') || c[0] == '#' || c[0] == '*');
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
        if (from >= c.length || !EmojiTable.contains(c[from])) {
            return 0;
        }
        int end = from + 1;
        if (end < c.length && (c[end] == EMOJI_STYLE || isSkinTone(c[end]))) {
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

    private static boolean isFlagLetter(int c) {
        return c >= 0x1F1E6 && c <= 0x1F1FF;
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
