package dev.chatrooms.domain.message;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;

/** The scripts in which a name and the words around it are written without a space between them. */
final class ScriptsWithoutSpaces {
    private static final Set<UnicodeScript> SCRIPTS = EnumSet.of(
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.BOPOMOFO,
            UnicodeScript.HANGUL,
            UnicodeScript.THAI,
            UnicodeScript.LAO,
            UnicodeScript.KHMER,
            UnicodeScript.MYANMAR);
    /** The long-vowel marks of Katakana, wide and narrow, which Unicode assigns to no script. */
    private static final Set<Integer> LONG_VOWELS = Set.of(0x30FC, 0xFF70);

    private ScriptsWithoutSpaces() {}

    static boolean contains(int codePoint) {
        return codePoint >= 0x80 && (LONG_VOWELS.contains(codePoint) || SCRIPTS.contains(UnicodeScript.of(codePoint)));
    }
}
