package dev.chatrooms.application.search;

import dev.chatrooms.application.people.Folding;
import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Splits texts of any language into words. A word is a run of letters and digits with their marks; everything else
 * separates. In scripts without spaces each character is a word, so that words inside a sentence are found. So is each
 * syllable of Hangul, because Korean writes particles and nouns together. Symbols, including emoji, are words too.
 *
 * <p>Each run is folded on its own, so that its place in the text is known. A run is split after {@value #LONGEST}
 * characters: natural words are shorter, and an index does not accept words of any length. Folding is the expensive
 * part, so a run that a text repeats is folded once.
 */
public final class Words {
    static final int LONGEST = 64;

    private static final Set<UnicodeScript> SPLIT_INTO_CHARACTERS = EnumSet.of(
            UnicodeScript.HAN,
            UnicodeScript.HANGUL,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.THAI,
            UnicodeScript.LAO,
            UnicodeScript.KHMER,
            UnicodeScript.MYANMAR);
    /** The long-vowel marks of Katakana, wide and narrow, which Unicode assigns to no script. */
    private static final Set<Integer> LONG_VOWELS = Set.of(0x30FC, 0xFF70);

    private enum Kind {
        SEPARATOR,
        /** A part of a word. */
        LETTER,
        /** A word by itself. */
        ALONE,
        /** A mark on the preceding character; not a word without it. */
        MARK
    }

    /** A word of a folded run. */
    private record Folded(String text, boolean alone) {}

    private Words() {}

    /** Returns the words of a text in order; possibly none. */
    public static List<Word> of(String text) {
        List<Word> words = new ArrayList<>();
        Map<String, List<Folded>> known = new HashMap<>();
        int i = 0;
        while (i < text.length()) {
            Kind kind = kind(text.codePointAt(i));
            int start = i;
            i += Character.charCount(text.codePointAt(i));
            if (kind == Kind.LETTER || kind == Kind.ALONE) {
                i = end(text, i, kind);
                String run = text.substring(start, i);
                for (Folded word : known.computeIfAbsent(run, Words::folded)) {
                    words.add(new Word(word.text(), start, i, word.alone()));
                }
            }
        }
        return words;
    }

    private static int end(String text, int from, Kind kind) {
        int i = from;
        while (i < text.length()) {
            int c = text.codePointAt(i);
            Kind next = kind(c);
            boolean continues = next == Kind.MARK || (kind == Kind.ALONE ? isRestOfSyllable(c) : next == kind);
            if (!continues) {
                break;
            }
            i += Character.charCount(c);
        }
        return i;
    }

    /** Returns whether a character is a vowel or a final consonant of a decomposed syllable of Hangul. */
    private static boolean isRestOfSyllable(int c) {
        return (c >= 0x1160 && c <= 0x11FF) || (c >= 0xD7B0 && c <= 0xD7FB);
    }

    /** Folding can turn one run into several words, for example a ligature of a whole phrase or a fraction. */
    private static List<Folded> folded(String run) {
        // Folding decomposes the syllables of Hangul.
        String folded = isPlain(run) ? run.toLowerCase(Locale.ROOT) : Normalizer.normalize(Folding.fold(run), Form.NFC);
        List<Folded> words = new ArrayList<>(1);
        StringBuilder word = new StringBuilder(folded.length());
        int length = 0;
        for (int i = 0; i < folded.length(); i += Character.charCount(folded.codePointAt(i))) {
            int c = folded.codePointAt(i);
            Kind kind = kind(c);
            boolean ends = kind == Kind.SEPARATOR || kind == Kind.ALONE || length == LONGEST;
            if (ends && word.length() > 0) {
                words.add(new Folded(word.toString(), false));
                word.setLength(0);
                length = 0;
            }
            if (kind == Kind.ALONE) {
                words.add(new Folded(Character.toString(c), true));
            } else if (kind == Kind.LETTER || (kind == Kind.MARK && Character.getType(c) != Character.FORMAT)) {
                word.appendCodePoint(c);
                length++;
            }
        }
        if (word.length() > 0) {
            words.add(new Folded(word.toString(), false));
        }
        return words;
    }

    private static boolean isPlain(String run) {
        for (int i = 0; i < run.length(); i++) {
            if (run.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static Kind kind(int c) {
        return switch (Character.getType(c)) {
            case Character.UPPERCASE_LETTER,
                    Character.LOWERCASE_LETTER,
                    Character.TITLECASE_LETTER,
                    Character.DECIMAL_DIGIT_NUMBER,
                    Character.LETTER_NUMBER,
                    Character.OTHER_NUMBER -> Kind.LETTER;
            case Character.MODIFIER_LETTER, Character.OTHER_LETTER ->
                c >= 0x80 && (LONG_VOWELS.contains(c) || SPLIT_INTO_CHARACTERS.contains(UnicodeScript.of(c)))
                        ? Kind.ALONE
                        : Kind.LETTER;
            case Character.OTHER_SYMBOL -> Kind.ALONE;
            case Character.NON_SPACING_MARK,
                    Character.COMBINING_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.FORMAT -> Kind.MARK;
            default -> Kind.SEPARATOR;
        };
    }
}
