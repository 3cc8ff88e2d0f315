package dev.chatrooms.application.people;

import dev.chatrooms.domain.InvalidValue;
import dev.chatrooms.domain.TextRules;
import dev.chatrooms.domain.account.EmailAddress;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A parsed search of people. No character of the text has a special meaning.
 *
 * @param folded the text as {@link Folding} returns it, never empty
 * @param email the whole text as an e-mail address; null if it is not one
 */
public record SearchTerm(String folded, @Nullable EmailAddress email) {
    /** The longest value that can be found: an e-mail address. */
    public static final int MAX_LENGTH = 254;

    /**
     * Parses a text.
     *
     * @return null for a blank text
     * @throws InvalidValue {@code too_long}, over {@value #MAX_LENGTH} characters, or {@code illegal_character}
     */
    public static @Nullable SearchTerm of(String typed) {
        TextRules.anyText(typed, MAX_LENGTH);
        String folded = Folding.fold(typed);
        return folded.isEmpty() ? null : new SearchTerm(folded, address(typed.strip()));
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

    /** Returns the grams of every text that contains this term: its trigrams, or the term itself if it is shorter. */
    public Set<String> grams() {
        return gramsOf(folded);
    }

    /** Returns the grams of every text with a word that begins with this term. */
    public Set<String> wordGrams() {
        return gramsOf("\n" + folded);
    }

    private static Set<String> gramsOf(String text) {
        int length = text.codePointCount(0, text.length());
        return SearchText.grams(text, Math.min(length, SearchText.LONGEST_GRAM));
    }
}
