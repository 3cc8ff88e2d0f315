package dev.chatrooms.application.search;

import dev.chatrooms.domain.InvalidValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A parsed search query. A message matches if it has all wanted terms and none of the unwanted ones.
 *
 * <p>The language: words; {@code "words in this order"}; {@code -word} or {@code -"words"} for exclusions;
 * {@code prefix*}. A minus counts only at the beginning of a word and a star only at its end. Every other character is
 * text, and no input is a syntax error. Words that are joined ({@code e-mail}, {@code a.b@example.org}) are a phrase.
 *
 * @param wanted at least one
 */
public record SearchQuery(List<Term> wanted, List<Term> unwanted) {
    /** Longer than anything that is typed by hand. */
    public static final int MAX_LENGTH = 500;

    public static final int MAX_TERMS = 32;

    /** The quotation marks of keyboards and of phones. */
    private static final String QUOTES = "\"\u201C\u201D\u201E";

    /**
     * A phrase of consecutive words.
     *
     * @param words at least one
     * @param prefix whether the last word is a prefix
     */
    public record Term(List<Word> words, boolean prefix) {
        public Term {
            words = List.copyOf(words);
        }

        /** Returns whether the phrase is in a text at its n-th word. */
        boolean isAt(List<Word> text, int n) {
            if (n + words.size() > text.size()) {
                return false;
            }
            for (int i = 0; i < words.size(); i++) {
                String wanted = words.get(i).text();
                String there = text.get(n + i).text();
                boolean begins = prefix && i == words.size() - 1;
                if (begins ? !there.startsWith(wanted) : !there.equals(wanted)) {
                    return false;
                }
            }
            return true;
        }

        private boolean isIn(List<Word> text) {
            for (int i = 0; i + words.size() <= text.size(); i++) {
                if (isAt(text, i)) {
                    return true;
                }
            }
            return false;
        }
    }

    public SearchQuery {
        wanted = List.copyOf(wanted);
        unwanted = List.copyOf(unwanted);
    }

    /**
     * Parses a query.
     *
     * @throws InvalidValue {@code empty} without a wanted term, {@code too_long} over {@value #MAX_LENGTH} characters,
     *     {@code too_many} over {@value #MAX_TERMS} words and phrases
     */
    public static SearchQuery of(String typed) {
        if (typed.length() > 2 * MAX_LENGTH || typed.codePointCount(0, typed.length()) > MAX_LENGTH) {
            throw new InvalidValue("too_long", "must be at most " + MAX_LENGTH + " characters long");
        }
        SearchQuery query = new Parser(typed).parse();
        if (query.wanted.isEmpty()) {
            throw new InvalidValue("empty", "must contain a word to search for");
        }
        if (query.wanted.size() + query.unwanted.size() > MAX_TERMS) {
            throw new InvalidValue("too_many", "must be at most " + MAX_TERMS + " words and phrases");
        }
        return query;
    }

    private static final class Parser {
        private final String typed;
        private final List<Term> wanted = new ArrayList<>();
        private final List<Term> unwanted = new ArrayList<>();
        private int at;

        Parser(String typed) {
            this.typed = typed;
        }

        SearchQuery parse() {
            while (at < typed.length()) {
                if (isSpace(at)) {
                    at++;
                } else {
                    boolean excluded = typed.charAt(at) == '-';
                    at += excluded ? 1 : 0;
                    term(isQuote(at) ? phrase() : piece()).ifPresent(excluded ? unwanted::add : wanted::add);
                }
            }
            return new SearchQuery(wanted, unwanted);
        }

        private Optional<Term> term(Term term) {
            return term.words().isEmpty() ? Optional.empty() : Optional.of(term);
        }

        /** Reads up to the next quotation mark, or to the end if there is none. */
        private Term phrase() {
            int begin = ++at;
            while (at < typed.length() && !isQuote(at)) {
                at++;
            }
            return new Term(Words.of(typed.substring(begin, at++)), false);
        }

        private Term piece() {
            int begin = at;
            while (at < typed.length() && !isSpace(at) && !isQuote(at)) {
                at++;
            }
            String piece = typed.substring(begin, at);
            List<Word> words = Words.of(piece);
            if (words.isEmpty() || !piece.endsWith("*")) {
                return new Term(words, false);
            }
            Word last = words.get(words.size() - 1);
            // In scripts without spaces every character is a word already.
            return new Term(words, last.end() == piece.length() - 1 && !last.alone());
        }

        private boolean isSpace(int index) {
            char c = typed.charAt(index);
            return Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c);
        }

        private boolean isQuote(int index) {
            return index < typed.length() && QUOTES.indexOf(typed.charAt(index)) >= 0;
        }
    }

    /**
     * Returns the words of a text that match the query, in order, each once.
     *
     * @param text all words of the text
     * @return empty if the text does not match
     */
    public Optional<List<Word>> match(List<Word> text) {
        if (unwanted.stream().anyMatch(term -> term.isIn(text))) {
            return Optional.empty();
        }
        boolean[] matching = new boolean[text.size()];
        for (Term term : wanted) {
            if (!mark(term, text, matching)) {
                return Optional.empty();
            }
        }
        List<Word> words = new ArrayList<>();
        for (int i = 0; i < matching.length; i++) {
            if (matching[i]) {
                words.add(text.get(i));
            }
        }
        return Optional.of(words);
    }

    private static boolean mark(Term term, List<Word> text, boolean[] matching) {
        boolean found = false;
        for (int i = 0; i + term.words().size() <= text.size(); i++) {
            if (term.isAt(text, i)) {
                found = true;
                for (int n = 0; n < term.words().size(); n++) {
                    matching[i + n] = true;
                }
            }
        }
        return found;
    }
}
