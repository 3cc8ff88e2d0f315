package dev.chatrooms.domain.message;

import dev.chatrooms.domain.account.Username;
import dev.chatrooms.domain.id.AccountId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The names that a text mentions with an {@code @} before them, whether or not accounts have these names. Stateless: a
 * text always mentions the same names.
 *
 * <p>A name is as long as possible, without trailing punctuation: {@code @bob.} mentions bob. An {@code @} inside or
 * after a word, as in an address, mentions no one, and neither does a name followed by another letter or {@code @}.
 * Letters of scripts without spaces do not count as part of the word. Code, links and the scopes of packages, as in
 * {@code @room/core}, contain no names.
 *
 * @param people each name once, folded, in the order of the text; at most {@value #MAX_NAMES}
 * @param room whether {@code @room} is mentioned
 */
public record NamesInText(List<Username> people, boolean room) {
    /** Maximum number of names looked up per text: more than it may mention, since some may be unknown. */
    private static final int MAX_NAMES = 200;

    private static final int LONGEST_NAME = 32;
    private static final int SHORTEST_NAME = 3;
    private static final String ROOM = "room";
    private static final NamesInText NONE = new NamesInText(List.of(), false);

    public NamesInText {
        people = List.copyOf(people);
    }

    /** Finds the names in one pass. */
    public static NamesInText of(MessageText message) {
        if (nextAt(message.value(), 0) < 0) {
            return NONE;
        }
        String text = CodeAndLinks.mask(message.value());
        int at = nextAt(text, 0);
        Set<String> names = new LinkedHashSet<>();
        while (at >= 0 && names.size() < MAX_NAMES) {
            int end = endOfName(text, at + 1);
            if (opens(text, at) && closes(text, end)) {
                int last = withoutPunctuation(text, at + 1, end);
                if (last - at > SHORTEST_NAME
                        && last - at - 1 <= LONGEST_NAME
                        && isLetterOrDigit(text.charAt(at + 1))) {
                    names.add(text.substring(at + 1, last).toLowerCase(Locale.ROOT));
                }
            }
            at = nextAt(text, end);
        }
        boolean room = names.remove(ROOM);
        return new NamesInText(names.stream().map(Username::new).toList(), room);
    }

    /**
     * Returns the mentions that the names resolve to.
     *
     * @param known the accounts of the names, as far as they exist
     * @param mayMentionRoom whether {@code @room} is a mention rather than plain text
     */
    public Mentions among(Map<Username, AccountId> known, boolean mayMentionRoom) {
        if (people.isEmpty() && !room) {
            return Mentions.NONE;
        }
        List<AccountId> mentioned = new ArrayList<>();
        for (Username name : people) {
            AccountId account = known.get(name);
            if (account != null && mentioned.size() < Mentions.MAX_PEOPLE) {
                mentioned.add(account);
            }
        }
        return new Mentions(mentioned, room && mayMentionRoom);
    }

    private static int endOfName(String text, int from) {
        int end = from;
        while (end < text.length() && isOfName(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static int withoutPunctuation(String text, int from, int end) {
        int last = end;
        while (last > from && !isLetterOrDigit(text.charAt(last - 1))) {
            last--;
        }
        return last;
    }

    private static int nextAt(String text, int from) {
        int at = from;
        while (at < text.length() && !isAt(text.charAt(at))) {
            at++;
        }
        return at < text.length() ? at : -1;
    }

    /** Returns whether a character is an {@code @}, which has a full-width and a small form. */
    static boolean isAt(int c) {
        return c == '@' || c == 0xFF20 || c == 0xFE6B;
    }

    /** Returns whether an {@code @} stands at the beginning of a word, apart from underscores of emphasis. */
    private static boolean opens(String text, int at) {
        int start = at;
        while (start > 0 && text.charAt(start - 1) == '_') {
            start--;
        }
        if (start == 0) {
            return true;
        }
        int before = text.codePointBefore(start);
        return !continuesWord(before) && ".-+".indexOf(before) < 0;
    }

    /** Returns whether a word ends there. A slash after it makes it the scope of a package. */
    private static boolean closes(String text, int end) {
        if (end == text.length()) {
            return true;
        }
        boolean isScope = text.charAt(end) == '/' && end + 1 < text.length() && isOfName(text.charAt(end + 1));
        return !isScope && !continuesWord(text.codePointAt(end));
    }

    /** Returns whether a character next to a name makes both one word. */
    private static boolean continuesWord(int c) {
        return isAt(c) || ((Character.isLetterOrDigit(c) || isMark(c)) && !ScriptsWithoutSpaces.contains(c));
    }

    /** Returns whether a character belongs to the letter before it. */
    private static boolean isMark(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    private static boolean isOfName(char c) {
        return isLetterOrDigit(c) || c == '.' || c == '_' || c == '-';
    }

    static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
