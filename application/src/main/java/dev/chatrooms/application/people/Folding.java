package dev.chatrooms.application.people;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;

/**
 * Folds texts for comparison in searches: without case, accents, joiners and variants of letters, and with single
 * spaces. The core does it, not the store, so that all stores and locales agree.
 */
public final class Folding {
    /**
     * Letters that Unicode does not decompose, and their usual spelling without them. Lower case only, since case is
     * folded first.
     */
    private static final Map<Integer, String> SPECIAL = Map.ofEntries(
            Map.entry((int) 'ø', "o"),
            Map.entry((int) 'ł', "l"),
            Map.entry((int) 'đ', "d"),
            Map.entry((int) 'ð', "d"),
            Map.entry((int) 'þ', "th"),
            Map.entry((int) 'æ', "ae"),
            Map.entry((int) 'œ', "oe"),
            Map.entry((int) 'ħ', "h"),
            Map.entry((int) 'ŧ', "t"),
            Map.entry((int) 'ŋ', "n"),
            Map.entry((int) 'ı', "i"));

    private Folding() {}

    /** Returns the folded text, which is empty for a text of marks and white space only. Idempotent. */
    public static String fold(String text) {
        String bare = withoutMarks(text);
        // Goes through upper case, so that letters that are equal only there (ß and SS) become equal; lower case comes
        // before that, because capital ẞ has no other way to its small letter. Both forms of sigma become one, or a
        // part of a word would not match it.
        String small = bare.toLowerCase(Locale.ROOT)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT)
                .replace('\u03C2', '\u03C3');
        // The change of case may have added marks.
        return spaced(withoutMarks(small));
    }

    private static String withoutMarks(String text) {
        StringBuilder bare = new StringBuilder(text.length());
        Normalizer.normalize(text, Normalizer.Form.NFKD)
                .codePoints()
                .filter(c -> !isMark(c) && !isJoiner(c))
                .forEach(bare::appendCodePoint);
        return bare.toString();
    }

    private static boolean isMark(int c) {
        return Character.getType(c) == Character.NON_SPACING_MARK || Character.getType(c) == Character.ENCLOSING_MARK;
    }

    /** Zero-width joiners and non-joiners are in names, where spellings with and without them are common. */
    private static boolean isJoiner(int c) {
        return c == 0x200C || c == 0x200D;
    }

    private static String spaced(String text) {
        StringBuilder spaced = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                if (spaced.length() > 0 && spaced.charAt(spaced.length() - 1) != ' ') {
                    spaced.append(' ');
                }
            } else if (SPECIAL.containsKey(c)) {
                spaced.append(SPECIAL.get(c));
            } else {
                spaced.appendCodePoint(c);
            }
        });
        return spaced.toString().stripTrailing();
    }
}
