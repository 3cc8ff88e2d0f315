package dev.chatrooms.application.people;

import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.DisplayName;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The names of an account in the form that searches compare. Has no e-mail address, since that is only found as a
 * whole.
 *
 * @param username the username, which orders the results
 * @param name the folded display name, which orders lists of people
 * @param text the rest of each name from the beginning of each of its words, folded, each after a line break, which no
 *     name contains. So a part of a name is a part of this text, and a prefix of a word follows a line break
 */
public record SearchText(String username, String name, String text) {
    static final int LONGEST_GRAM = 3;

    public static SearchText of(Account account) {
        Set<String> lines = new LinkedHashSet<>();
        lines(account.username().value(), lines);
        Stream.of(account.displayName(), account.firstName(), account.lastName())
                .forEach(name -> lines(folded(name), lines));
        return new SearchText(
                account.username().value(), folded(account.displayName()), "\n" + String.join("\n", lines));
    }

    private static String folded(@Nullable DisplayName name) {
        return name == null ? "" : Folding.fold(name.value());
    }

    private static void lines(String name, Set<String> lines) {
        boolean inWord = false;
        for (int i = 0; i < name.length(); i += Character.charCount(name.codePointAt(i))) {
            boolean isLetter = Character.isLetterOrDigit(name.codePointAt(i));
            if (i == 0 || (isLetter && !inWord)) {
                lines.add(name.substring(i));
            }
            inWord = isLetter;
        }
    }

    /** The quality of a match, best first. */
    public enum Match {
        /** The whole text is the account's e-mail address. */
        EMAIL,
        /** The text is the username. */
        USERNAME,
        /** The username begins with the text. */
        USERNAME_PREFIX,
        /** Each word of the text begins a word of the names. */
        WORD_PREFIX,
        /** The names contain each word of the text. */
        ANYWHERE
    }

    /** Returns how well the names match, without the address; null if they do not. */
    public @Nullable Match match(SearchTerm term) {
        String folded = term.folded();
        if (username.equals(folded)) {
            return Match.USERNAME;
        }
        if (username.startsWith(folded)) {
            return Match.USERNAME_PREFIX;
        }
        if (term.words().stream().allMatch(word -> text.contains("\n" + word))) {
            return Match.WORD_PREFIX;
        }
        return term.names().matches(text) ? Match.ANYWHERE : null;
    }

    /**
     * Returns all substrings of one to three characters of the names, in order, so that an index of them finds any
     * term. The line break before a word counts as a character and marks the beginnings of words.
     */
    public Set<String> grams() {
        Set<String> grams = new TreeSet<>();
        for (String line : text.split("\n", -1)) {
            for (int length = 1; length <= LONGEST_GRAM; length++) {
                grams.addAll(grams("\n" + line, length));
            }
        }
        return grams;
    }

    static Set<String> grams(String text, int length) {
        int[] characters = text.codePoints().toArray();
        Set<String> grams = new TreeSet<>();
        for (int i = 0; i + length <= characters.length; i++) {
            grams.add(new String(characters, i, length));
        }
        return grams;
    }
}
