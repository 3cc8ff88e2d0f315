package dev.chatrooms.application.people;

import dev.chatrooms.domain.InvalidValue;
import dev.chatrooms.domain.TextRules;
import dev.chatrooms.domain.account.EmailAddress;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A parsed search of people.
 *
 * @param names the search by name, never blank
 * @param email the whole text as an e-mail address; null if it is not one
 */
public record SearchTerm(NameSearch names, @Nullable EmailAddress email) {
    /** The longest value that can be found: an e-mail address. */
    public static final int MAX_LENGTH = 254;

    /**
     * Parses a text.
     *
     * @return null for a text without words
     * @throws InvalidValue {@code too_long}, over {@value #MAX_LENGTH} characters, or {@code illegal_character}
     */
    public static @Nullable SearchTerm of(String typed) {
        TextRules.anyText(typed, MAX_LENGTH);
        NameSearch names = NameSearch.ofPeople(typed);
        return names.isBlank() ? null : new SearchTerm(names, address(typed.strip()));
    }

    private static @Nullable EmailAddress address(String typed) {
        if (typed.indexOf('@') < 0) {
            return null;
        }
        try {
            return new EmailAddress(typed);
        } catch (InvalidValue e) {
            return null;
        }
    }

    /** Returns the text that is searched for, folded. */
    public String folded() {
        return names.folded();
    }

    /** Returns the words of the text, at least one, each once. */
    public Set<String> words() {
        return names.words();
    }

    /** Returns the grams of all names that contain each word: its trigrams, or the word itself if it is shorter. */
    public Set<String> grams() {
        return names.grams();
    }

    /** Returns the grams of all names in which a word begins with each word of this term. */
    public Set<String> wordGrams() {
        return names.grams("\n");
    }
}
