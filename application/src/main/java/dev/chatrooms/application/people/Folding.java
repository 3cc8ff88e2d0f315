package dev.chatrooms.application.people;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;

/**
 * Texts as they are compared when people are looked for: without case, accents and forms of the same letter, and with
 * one space where there is white space. Done here and not by a store, so that it is the same on every store, in every
 * locale.
 */
public final class Folding {
    /**
     * Letters of their own in Unicode that people without them on the keyboard write like this. Small ones: case goes
     * first.
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

    /**
     * The folded text; folding it again changes nothing. It may be empty, where there was nothing but marks and white
     * space.
     */
    public static String fold(String text) {
        String bare = withoutMarks(text);
        // By way of upper case, so that what only meets there (ß and SS) meets here too; lower before that, because the
        // capital ẞ has no
        // other way to its small letter. One sigma for both, or a part of a word would not be found in it.
        String small = bare.toLowerCase(Locale.ROOT)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT)
                .replace('\u03C2', '\u03C3');
        // What changed its case may have brought marks along.
        return spaced(withoutMarks(small));
    }

    private static String withoutMarks(String text) {
        StringBuilder bare = new StringBuilder(text.length());
        Normalizer.normalize(text, Normalizer.Form.NFKD)
                .codePoints()
                .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK
                        && Character.getType(c) != Character.ENCLOSING_MARK)
                .forEach(bare::appendCodePoint);
        return bare.toString();
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
