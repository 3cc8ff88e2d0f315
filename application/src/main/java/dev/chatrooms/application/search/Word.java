package dev.chatrooms.application.search;

/**
 * A word of a text as it is compared.
 *
 * @param text folded, see {@link dev.chatrooms.application.people.Folding}: only letters, digits and what belongs to
 *     them, or one symbol
 * @param start where it begins in the text that it is from, in chars
 * @param end behind its last char there
 * @param alone whether it is one character that stands for itself: of a script without spaces between words, or a
 *     symbol
 */
public record Word(String text, int start, int end, boolean alone) {}
