package dev.chatrooms.application.search;

import dev.chatrooms.application.people.Folding;
import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Cuts texts into words, in any language and without knowing which. A word is a run of letters and digits, with the
 * marks on them; all else separates. Scripts that put no spaces between words are cut into characters, so that a word
 * inside a sentence is found; symbols (emoji among them) stand for themselves too.
 *
 * <p>Each run is folded by itself, so that it is known where it came from. What is longer than {@value #LONGEST}
 * characters is cut there and goes on as the next word: nothing that people write is, and an index does not take words
 * of any length.
 */
public final class Words {
    static final int LONGEST = 64;

    private static final Set<UnicodeScript> WITHOUT_SPACES = EnumSet.of(
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.THAI,
            UnicodeScript.LAO,
            UnicodeScript.KHMER,
            UnicodeScript.MYANMAR);
    /** The long vowel of Katakana, which Unicode counts to no script, wide and narrow. */
    private static final Set<Integer> LONG_VOWELS = Set.of(0x30FC, 0xFF70);

    private enum Kind {
        SEPARATOR,
        /** Of a word of several. */
        LETTER,
        /** A word by itself. */
        ALONE,
        /** Belongs to what is before it, and is no word without. */
        MARK
    }

    private Words() {}

    /** The words of a text, in their order. Any text will do; it may have none. */
    public static List<Word> of(String text) {
        List<Word> words = new ArrayList<>();
        int i = 0;
        while (i < text.length()) {
            Kind kind = kind(text.codePointAt(i));
            int start = i;
            i += Character.charCount(text.codePointAt(i));
            if (kind == Kind.LETTER || kind == Kind.ALONE) {
                i = end(text, i, kind);
                add(words, text.substring(start, i), start, i);
            }
        }
        return words;
    }

    private static int end(String text, int from, Kind kind) {
        int i = from;
        while (i < text.length()) {
            int c = text.codePointAt(i);
            Kind next = kind(c);
            if (next != Kind.MARK && (next != kind || kind == Kind.ALONE)) {
                break;
            }
            i += Character.charCount(c);
        }
        return i;
    }

    /** Folding may make several words of one run: a ligature of a whole phrase, a fraction. */
    private static void add(List<Word> words, String run, int start, int end) {
        String folded = isPlain(run) ? run.toLowerCase(Locale.ROOT) : Folding.fold(run);
        StringBuilder word = new StringBuilder(folded.length());
        int length = 0;
        for (int i = 0; i < folded.length(); i += Character.charCount(folded.codePointAt(i))) {
            int c = folded.codePointAt(i);
            Kind kind = kind(c);
            boolean ends = kind == Kind.SEPARATOR || kind == Kind.ALONE || length == LONGEST;
            if (ends && word.length() > 0) {
                words.add(new Word(word.toString(), start, end, false));
                word.setLength(0);
                length = 0;
            }
            if (kind == Kind.ALONE) {
                words.add(new Word(Character.toString(c), start, end, true));
            } else if (kind == Kind.LETTER || (kind == Kind.MARK && Character.getType(c) != Character.FORMAT)) {
                word.appendCodePoint(c);
                length++;
            }
        }
        if (word.length() > 0) {
            words.add(new Word(word.toString(), start, end, false));
        }
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
                c >= 0x80 && (LONG_VOWELS.contains(c) || WITHOUT_SPACES.contains(UnicodeScript.of(c)))
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
