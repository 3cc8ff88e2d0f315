package dev.chatrooms.persistence.search;

import dev.chatrooms.application.search.SearchQuery;
import dev.chatrooms.application.search.Word;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The content of {@code message_search.tsv}, and queries against it.
 *
 * <p>A text contributes its words. Where single characters are words, each pair of neighbours is added, since single
 * ones are too common to search by. The first character and the first two characters of a word are added with a mark,
 * because an index would otherwise read every word that begins with them. The message's room, its sender, and its
 * {@linkplain LogBucket buckets} of the log are added with marks too. Marks contain a slash, which words never do, so
 * no text can imitate them. No lexeme contains a space, a quotation mark or a backslash.
 */
final class Lexemes {
    private static final int MARKED_PREFIX = 2;

    private Lexemes() {}

    /** Returns the lexemes of a message. */
    static Set<String> of(List<Word> words, RoomId room, AccountId sender, long position) {
        Set<String> lexemes = new LinkedHashSet<>();
        for (int i = 0; i < words.size(); i++) {
            Word word = words.get(i);
            lexemes.add(word.text());
            if (!word.alone()) {
                for (int length = 1; length <= Math.min(MARKED_PREFIX, length(word)); length++) {
                    lexemes.add("/p" + prefix(word, length));
                }
            } else if (i + 1 < words.size() && words.get(i + 1).alone()) {
                lexemes.add(word.text() + words.get(i + 1).text());
            }
        }
        lexemes.add(room(room));
        lexemes.add(sender(sender));
        for (LogBucket bucket : LogBucket.ALL) {
            lexemes.add(bucket.lexeme(position));
        }
        return lexemes;
    }

    private static int length(Word word) {
        return word.text().codePointCount(0, word.text().length());
    }

    private static String prefix(Word word, int length) {
        return word.text().substring(0, word.text().offsetByCodePoints(0, length));
    }

    private static String room(RoomId room) {
        return "/r" + room;
    }

    private static String sender(AccountId sender) {
        return "/s" + sender;
    }

    // Queries in the syntax of to_tsquery, to be joined by " & ".

    static String inRoom(RoomId room) {
        return quoted(room(room));
    }

    static String inOneOf(Collection<RoomId> rooms) {
        return rooms.stream().map(Lexemes::inRoom).collect(Collectors.joining(" | ", "(", ")"));
    }

    static String from(AccountId sender) {
        return quoted(sender(sender));
    }

    static String in(LogBucket bucket, long position) {
        return quoted(bucket.lexeme(position));
    }

    /**
     * Returns the condition on the lexemes of matching messages. An unwanted term is excluded only if it is a single
     * lexeme.
     */
    static String matching(SearchQuery query) {
        Stream<String> wanted = query.wanted().stream().flatMap(term -> lexemes(term).stream());
        Stream<String> unwanted = query.unwanted().stream()
                .map(Lexemes::lexemes)
                .filter(lexemes -> lexemes.size() == 1)
                .map(lexemes -> "!" + lexemes.get(0));
        return Stream.concat(wanted, unwanted).distinct().collect(Collectors.joining(" & "));
    }

    private static List<String> lexemes(SearchQuery.Term term) {
        List<Word> words = term.words();
        List<String> lexemes = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            Word word = words.get(i);
            boolean last = i == words.size() - 1;
            if (word.alone() && !last && words.get(i + 1).alone()) {
                lexemes.add(quoted(word.text() + words.get(i + 1).text()));
            } else if (term.prefix() && last) {
                lexemes.add(length(word) <= MARKED_PREFIX ? quoted("/p" + word.text()) : quoted(word.text()) + ":*");
            } else if (!word.alone() || i == 0 || !words.get(i - 1).alone()) {
                lexemes.add(quoted(word.text()));
            }
        }
        return lexemes;
    }

    private static String quoted(String lexeme) {
        return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
