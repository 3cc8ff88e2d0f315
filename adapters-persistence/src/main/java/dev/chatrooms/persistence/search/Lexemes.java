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
 * What stands in {@code message_search.tsv}, and what it is asked.
 *
 * <p>Of a text: its words. Where characters stand alone, also each with the one after it, since single ones are too
 * common to find much by. The first one and the first two characters of a word, marked as such: an index would
 * otherwise have to read everything that begins with them. Besides, marked too: the message's room, its sender, and the
 * {@linkplain LogBucket stretches} of the log that it was posted in. Nothing that is cut from a text has a slash, so no
 * text can pretend to be a mark; and nothing has a space, a quotation mark or a backslash.
 */
final class Lexemes {
    private static final int MARKED_PREFIX = 2;

    private Lexemes() {}

    /** What a message is found by. */
    static Set<String> of(List<Word> words, RoomId room, AccountId sender, long position) {
        Set<String> lexemes = new LinkedHashSet<>();
        for (int i = 0; i < words.size(); i++) {
            Word word = words.get(i);
            lexemes.add(word.text());
            if (!word.alone()) {
                for (int length = 1; length <= Math.min(MARKED_PREFIX, length(word)); length++) {
                    lexemes.add("/p" + beginning(word, length));
                }
            } else if (i + 1 < words.size() && words.get(i + 1).alone()) {
                lexemes.add(word.text() + words.get(i + 1).text());
            }
        }
        lexemes.add(room(room));
        lexemes.add(sender(sender));
        for (LogBucket stretch : LogBucket.ALL) {
            lexemes.add(stretch.lexeme(position));
        }
        return lexemes;
    }

    private static int length(Word word) {
        return word.text().codePointCount(0, word.text().length());
    }

    private static String beginning(Word word, int length) {
        return word.text().substring(0, word.text().offsetByCodePoints(0, length));
    }

    private static String room(RoomId room) {
        return "/r" + room;
    }

    private static String sender(AccountId sender) {
        return "/s" + sender;
    }

    // ---- queries, in the language of to_tsquery; parts of them are joined by " & "

    static String inRoom(RoomId room) {
        return quoted(room(room));
    }

    static String inOneOf(Collection<RoomId> rooms) {
        return rooms.stream().map(Lexemes::inRoom).collect(Collectors.joining(" | ", "(", ")"));
    }

    static String from(AccountId sender) {
        return quoted(sender(sender));
    }

    static String in(LogBucket stretch, long position) {
        return quoted(stretch.lexeme(position));
    }

    /**
     * What every message has that matches, and what none has. Of what must not be there, only what a single lexeme
     * says.
     */
    static String matching(SearchQuery query) {
        Stream<String> wanted = query.wanted().stream().flatMap(term -> all(term).stream());
        Stream<String> unwanted = query.unwanted().stream()
                .map(Lexemes::all)
                .filter(lexemes -> lexemes.size() == 1)
                .map(lexemes -> "!" + lexemes.get(0));
        return Stream.concat(wanted, unwanted).distinct().collect(Collectors.joining(" & "));
    }

    private static List<String> all(SearchQuery.Term term) {
        List<Word> words = term.words();
        List<String> lexemes = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            Word word = words.get(i);
            boolean isLast = i == words.size() - 1;
            if (word.alone() && !isLast && words.get(i + 1).alone()) {
                lexemes.add(quoted(word.text() + words.get(i + 1).text()));
            } else if (term.prefix() && isLast) {
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
