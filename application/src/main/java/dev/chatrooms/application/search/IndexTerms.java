package dev.chatrooms.application.search;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The terms by which an index finds a text. Each word is one. Where single characters are words, each pair of
 * neighbours is one too, since single ones are too common to search by. So are the first character and the first two
 * characters of a longer word, because an index would otherwise read every word that begins with them; they have a mark
 * with a slash, which words never contain.
 *
 * <p>A text is found by its first {@value #MAX_PER_TEXT} different terms: the words after them are not indexed. That
 * covers 8,000 characters of any text with spaces, and about 3,000 in scripts without them. Without the bound, a
 * message of 8,000 different characters costs as much as a thousand ordinary ones.
 */
public final class IndexTerms {
    /** The maximum number of different terms of a text. */
    public static final int MAX_PER_TEXT = 3000;

    /** The length in characters of the longest prefix that is a term. */
    public static final int MARKED_PREFIX = 2;

    /** Those that {@link #at} returns: a word and its two prefixes. */
    private static final int MAX_PER_WORD = 1 + MARKED_PREFIX;

    /** A bound on repeated words, since indexes number them. Only crafted texts have as many. */
    private static final int MAX_WORDS = 16_000;

    private IndexTerms() {}

    /** Returns the words by which a text is found, in order. */
    public static List<Word> words(String text) {
        List<Word> words = Words.of(text);
        if (words.size() <= MAX_PER_TEXT / MAX_PER_WORD) {
            return words;
        }
        Set<String> terms = new HashSet<>();
        for (int i = 0; i < words.size(); i++) {
            terms.addAll(at(words, i));
            if (terms.size() > MAX_PER_TEXT || i == MAX_WORDS) {
                return words.subList(0, i);
            }
        }
        return words;
    }

    /** Returns the terms that begin with a word of a text. */
    public static List<String> at(List<Word> words, int i) {
        Word word = words.get(i);
        List<String> terms = new ArrayList<>();
        terms.add(word.text());
        if (!word.alone()) {
            for (int length = 1; length <= Math.min(MARKED_PREFIX, word.length()); length++) {
                terms.add(prefix(word.text().substring(0, word.text().offsetByCodePoints(0, length))));
            }
        } else if (isPair(words, i)) {
            terms.add(pair(words, i));
        }
        return terms;
    }

    /** Returns whether a word and the next one are characters that are indexed as a pair. */
    public static boolean isPair(List<Word> words, int i) {
        return words.get(i).alone() && i + 1 < words.size() && words.get(i + 1).alone();
    }

    /** Returns the term of a word and the next one. */
    public static String pair(List<Word> words, int i) {
        return words.get(i).text() + words.get(i + 1).text();
    }

    /** Returns the term of a prefix of at most {@value #MARKED_PREFIX} characters. */
    public static String prefix(String text) {
        return "/p" + text;
    }
}
