package dev.chatrooms.domain.text;

/**
 * The invisible characters that select a form of the character before them: the style of an emoji, a variant of an
 * ideograph or of a Mongolian letter. Anywhere else they show nothing, and would make one name look like another.
 */
public final class VariationSelectors {
    private static final int TEXT_STYLE = 0xFE0E;
    private static final int EMOJI_STYLE = 0xFE0F;
    private static final int KEYCAP = 0x20E3;
    private static final int FIRST_NON_ASCII = 0x80;

    private VariationSelectors() {}

    public static boolean isSelector(int c) {
        return isMongolian(c) || (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
    }

    private static boolean isMongolian(int c) {
        return (c >= 0x180B && c <= 0x180D) || c == 0x180F;
    }

    /** Returns the text without the selectors that select nothing. */
    public static String withoutStray(String text) {
        if (text.codePoints().noneMatch(VariationSelectors::isSelector)) {
            return text;
        }
        StringBuilder kept = new StringBuilder(text.length());
        int index = 0;
        while (index < text.length()) {
            int c = text.codePointAt(index);
            if (!isSelector(c) || isInPlace(text, index, c)) {
                kept.appendCodePoint(c);
            }
            index += Character.charCount(c);
        }
        return kept.toString();
    }

    private static boolean isInPlace(String text, int index, int selector) {
        if (index == 0) {
            return false;
        }
        int base = text.codePointBefore(index);
        if (selector == TEXT_STYLE || selector == EMOJI_STYLE) {
            int next = index + 1 < text.length() ? text.codePointAt(index + 1) : 0;
            return next == KEYCAP || (base >= FIRST_NON_ASCII && EmojiTable.isEmoji(base));
        }
        return isMongolian(selector)
                ? Character.UnicodeScript.of(base) == Character.UnicodeScript.MONGOLIAN
                : Character.isIdeographic(base) || Character.UnicodeScript.of(base) == Character.UnicodeScript.MYANMAR;
    }
}
