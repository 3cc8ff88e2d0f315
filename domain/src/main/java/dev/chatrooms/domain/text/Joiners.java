package dev.chatrooms.domain.text;

import java.lang.Character.UnicodeScript;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.Set;

/**
 * The places where the zero-width joiner (U+200D) and non-joiner (U+200C) belong to the spelling of a word or of an
 * emoji: between letters of a script that needs them, after a virama, and, for the joiner, inside an emoji sequence.
 * Elsewhere they only make equal texts differ.
 *
 * <p>The virama rule is the one of RFC 5892 (appendix A). That RFC also requires that the non-joiner separates letters
 * which would otherwise join, and has no rule for a joiner without a virama. Both are too strict for names: Persian
 * keyboards write the non-joiner after letters that never join as well, and Bengali, Kannada and Sinhala write a joiner
 * before a virama.
 */
public final class Joiners {
    private static final char NON_JOINER = '\u200C';
    private static final char JOINER = '\u200D';
    private static final int EMOJI_STYLE = 0xFE0F;

    /** The cursive scripts and the scripts with conjuncts in use today. */
    private static final Set<UnicodeScript> SCRIPTS = EnumSet.of(
            UnicodeScript.ARABIC,
            UnicodeScript.SYRIAC,
            UnicodeScript.MANDAIC,
            UnicodeScript.NKO,
            UnicodeScript.MONGOLIAN,
            UnicodeScript.PHAGS_PA,
            UnicodeScript.ADLAM,
            UnicodeScript.HANIFI_ROHINGYA,
            UnicodeScript.DEVANAGARI,
            UnicodeScript.BENGALI,
            UnicodeScript.GURMUKHI,
            UnicodeScript.GUJARATI,
            UnicodeScript.ORIYA,
            UnicodeScript.TAMIL,
            UnicodeScript.TELUGU,
            UnicodeScript.KANNADA,
            UnicodeScript.MALAYALAM,
            UnicodeScript.SINHALA,
            UnicodeScript.TIBETAN,
            UnicodeScript.MYANMAR,
            UnicodeScript.KHMER,
            UnicodeScript.BALINESE,
            UnicodeScript.JAVANESE,
            UnicodeScript.SUNDANESE,
            UnicodeScript.SYLOTI_NAGRI,
            UnicodeScript.SAURASHTRA,
            UnicodeScript.MEETEI_MAYEK,
            UnicodeScript.CHAKMA,
            UnicodeScript.TIRHUTA,
            UnicodeScript.NEWA);

    /** The characters of these scripts with the canonical combining class Virama (9). */
    private static final BitSet VIRAMAS = codePoints(
            0x094D, 0x09CD, 0x0A4D, 0x0ACD, 0x0B4D, 0x0BCD, 0x0C4D, 0x0CCD, 0x0D3B, 0x0D3C, 0x0D4D, 0x0DCA, 0x0F84,
            0x1039, 0x103A, 0x17D2, 0x1B44, 0x1BAA, 0x1BAB, 0xA806, 0xA82C, 0xA8C4, 0xA9C0, 0xAAF6, 0xABED, 0x11133,
            0x11134, 0x11442, 0x114C2);

    private Joiners() {}

    private static BitSet codePoints(int... all) {
        BitSet set = new BitSet();
        for (int c : all) {
            set.set(c);
        }
        return set;
    }

    /** Returns whether a code point is the joiner or the non-joiner. */
    public static boolean isJoiner(int c) {
        return c == NON_JOINER || c == JOINER;
    }

    /** Returns whether the joiner or non-joiner at an index of a text belongs to the spelling. */
    public static boolean isInPlace(String text, int index) {
        if (index == 0) {
            return false;
        }
        if (VIRAMAS.get(text.codePointBefore(index))) {
            return true;
        }
        if (index + 1 == text.length()) {
            return false;
        }
        int after = text.codePointAt(index + 1);
        return isBetweenLetters(baseBefore(text, index), after)
                || (text.charAt(index) == JOINER && isEmojiBefore(text, index) && EmojiTable.isEmoji(after));
    }

    private static boolean isBetweenLetters(int before, int after) {
        UnicodeScript script = UnicodeScript.of(before);
        return SCRIPTS.contains(script)
                && script == UnicodeScript.of(after)
                && isLetterOrMark(before)
                && isLetterOrMark(after);
    }

    /** Returns the code point before an index, without the marks that are common to several scripts. */
    private static int baseBefore(String text, int index) {
        int i = index;
        int c = text.codePointBefore(i);
        while (i > Character.charCount(c) && isMark(c) && UnicodeScript.of(c) == UnicodeScript.INHERITED) {
            i -= Character.charCount(c);
            c = text.codePointBefore(i);
        }
        return c;
    }

    private static boolean isLetterOrMark(int c) {
        return Character.isLetter(c) || isMark(c);
    }

    private static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    /**
     * Returns whether an emoji, with its skin tone and style, ends before an index. Skin tones are emoji themselves.
     */
    private static boolean isEmojiBefore(String text, int index) {
        int end = text.charAt(index - 1) == EMOJI_STYLE ? index - 1 : index;
        return end > 0 && EmojiTable.isEmoji(text.codePointBefore(end));
    }
}
