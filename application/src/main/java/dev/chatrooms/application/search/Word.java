package dev.chatrooms.application.search;

/**
 * A word of a text in the form that is compared.
 *
 * @param text folded, see {@link dev.chatrooms.application.people.Folding}, and composed (NFC): only letters, digits
 *     and their marks, or one symbol
 * @param start its first index in the original text, in chars
 * @param end the index after its last char
 * @param alone whether it is a single character that is a word by itself: of a script without spaces, of Hangul, or a
 *     symbol
 */
public record Word(String text, int start, int end, boolean alone) {
    /** Returns the number of characters, in code points. */
    public int length() {
        return text.codePointCount(0, text.length());
    }
}
