package dev.chatrooms.persistence.search;

import dev.chatrooms.application.search.IndexTerms;
import dev.chatrooms.application.search.SearchQuery;
import dev.chatrooms.application.search.Word;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The content of {@code message_search.tsv}, and queries against it.
 *
 * <p>The {@linkplain IndexTerms terms} of a message have their positions in the text, so the database compares phrases.
 * It keeps 256 positions of a lexeme. A term that is repeated more often has a second lexeme, with a mark, by which a
 * query recognises the messages whose phrases it cannot decide on. The message's room, its sender, and its
 * {@linkplain LogBucket buckets} of the log are added with marks too. Marks contain a slash, which words never do, so
 * no text can imitate them. No lexeme contains a space, a quotation mark or a backslash.
 */
final class Lexemes {
    private static final int MAX_POSITIONS = 255;
    private static final String REPEATED = "/m";

    private Lexemes() {}

    /** Returns the lexemes of a message as a literal of {@code tsvector}. */
    static String of(List<Word> words, RoomId room, AccountId sender, long position) {
        Map<String, List<Integer>> positions = new LinkedHashMap<>();
        for (int i = 0; i < words.size(); i++) {
            for (String term : IndexTerms.at(words, i)) {
                positions.computeIfAbsent(term, t -> new ArrayList<>(1)).add(i + 1);
            }
        }
        StringBuilder vector = new StringBuilder();
        positions.forEach((term, all) -> {
            boolean cut = all.size() > MAX_POSITIONS;
            vector.append(quoted(term)).append(':');
            vector.append((cut ? all.subList(0, MAX_POSITIONS) : all)
                    .stream().map(String::valueOf).collect(Collectors.joining(",")));
            vector.append(cut ? " " + quoted(REPEATED + term) + " " : " ");
        });
        vector.append(inRoom(room)).append(' ').append(from(sender));
        for (LogBucket bucket : LogBucket.ALL) {
            vector.append(' ').append(in(bucket, position));
        }
        return vector.toString();
    }

    // Queries in the syntax of tsquery, to be joined by " & ".

    static String inRoom(RoomId room) {
        return quoted("/r" + room);
    }

    static String inOneOf(Collection<RoomId> rooms) {
        return rooms.stream().map(Lexemes::inRoom).collect(Collectors.joining(" | ", "(", ")"));
    }

    static String from(AccountId sender) {
        return quoted("/s" + sender);
    }

    static String in(LogBucket bucket, long position) {
        return quoted(bucket.lexeme(position));
    }

    /** Returns the condition on messages that match or cannot be decided on, because they repeat a term too often. */
    static String matching(SearchQuery query) {
        List<String> conditions = new ArrayList<>();
        query.wanted().forEach(term -> conditions.add(Phrase.of(term).possible()));
        query.unwanted().forEach(term -> conditions.add("!" + Phrase.of(term).certain()));
        return conditions.stream().distinct().collect(Collectors.joining(" & "));
    }

    /** Returns the condition on matching messages that need no further comparison; null if that is each. */
    static @Nullable String certain(SearchQuery query) {
        List<String> conditions = new ArrayList<>();
        query.wanted().stream()
                .map(Phrase::of)
                .filter(Phrase::isLong)
                .forEach(phrase -> conditions.add(phrase.certain()));
        query.unwanted().stream()
                .map(Phrase::of)
                .filter(Phrase::isLong)
                .forEach(phrase -> conditions.add("!" + phrase.repeated()));
        return conditions.isEmpty() ? null : conditions.stream().distinct().collect(Collectors.joining(" & "));
    }

    /**
     * The terms of consecutive words.
     *
     * @param distances of each term from the one before, in words
     * @param prefix whether the last term is the beginning of one
     */
    private record Phrase(List<String> terms, List<Integer> distances, boolean prefix) {
        static Phrase of(SearchQuery.Term term) {
            List<Word> words = term.words();
            List<String> terms = new ArrayList<>();
            List<Integer> distances = new ArrayList<>();
            boolean prefix = false;
            int last = 0;
            for (int i = 0; i < words.size(); i++) {
                Word word = words.get(i);
                boolean isLast = i == words.size() - 1;
                if (IndexTerms.isPair(words, i)) {
                    terms.add(IndexTerms.pair(words, i));
                } else if (i > 0 && IndexTerms.isPair(words, i - 1)) {
                    // The pair before includes this word.
                    continue;
                } else if (term.prefix() && isLast && word.length() <= IndexTerms.MARKED_PREFIX) {
                    terms.add(IndexTerms.prefix(word.text()));
                } else {
                    terms.add(word.text());
                    prefix = term.prefix() && isLast;
                }
                distances.add(i - last);
                last = i;
            }
            return new Phrase(terms, distances, prefix);
        }

        boolean isLong() {
            return terms.size() > 1;
        }

        /** Returns the condition on the terms at their distances, as far as positions are known. */
        String certain() {
            StringBuilder condition = new StringBuilder("(");
            for (int i = 0; i < terms.size(); i++) {
                condition.append(i == 0 ? "" : " <" + distances.get(i) + "> ").append(lexeme("", i));
            }
            return condition.append(')').toString();
        }

        /** Returns the condition on messages that repeat a term so often that not all of its positions are known. */
        String repeated() {
            List<String> marks = new ArrayList<>();
            for (int i = 0; i < terms.size(); i++) {
                marks.add(lexeme(REPEATED, i));
            }
            return marks.stream().distinct().collect(Collectors.joining(" | ", "(", ")"));
        }

        String possible() {
            if (!isLong()) {
                return certain();
            }
            List<String> all = new ArrayList<>();
            for (int i = 0; i < terms.size(); i++) {
                all.add(lexeme("", i));
            }
            return "(" + certain() + " | " + String.join(" & ", all) + " & " + repeated() + ")";
        }

        private String lexeme(String mark, int i) {
            return quoted(mark + terms.get(i)) + (prefix && i == terms.size() - 1 ? ":*" : "");
        }
    }

    private static String quoted(String lexeme) {
        return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
