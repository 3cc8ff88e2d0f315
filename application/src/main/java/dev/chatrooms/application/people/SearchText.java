package dev.chatrooms.application.people;

import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.DisplayName;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an account is found by. An e-mail address is not in it: that is only found whole.
 *
 * @param username as it is; it sorts what is found
 * @param name the display name, folded; lists of people sort by it
 * @param text each name from the beginning of each of its words to its end, folded, each after a line break, which no
 *     name has. So a part of a name is a part of the text, and a word that begins with something is something after a
 *     line break
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

    /** How well somebody matches, the best first. */
    public enum Match {
        /** His is the address that was typed as a whole. */
        EMAIL,
        /** It is his username. */
        USERNAME,
        /** His username begins with it. */
        USERNAME_PREFIX,
        /** A word of his names begins with it. */
        WORD_PREFIX,
        /** It is somewhere in his names. */
        ANYWHERE
    }

    /** How well the names match, address aside; null if not at all. */
    public @Nullable Match match(SearchTerm term) {
        String folded = term.folded();
        if (username.equals(folded)) {
            return Match.USERNAME;
        }
        if (username.startsWith(folded)) {
            return Match.USERNAME_PREFIX;
        }
        if (text.contains("\n" + folded)) {
            return Match.WORD_PREFIX;
        }
        return text.contains(folded) ? Match.ANYWHERE : null;
    }

    /**
     * All pieces of one to three characters that are in the names, in order: an index of them finds any term. The line
     * break before a word counts as a character, so that they tell the beginnings of words from the rest.
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
