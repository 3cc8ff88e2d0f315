package dev.chatrooms.application.people;

import dev.chatrooms.domain.InvalidValue;
import dev.chatrooms.domain.TextRules;
import dev.chatrooms.domain.account.EmailAddress;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What people are looked for by. Any text is only text: no character of it has a meaning.
 *
 * @param folded as {@link Folding} has it, never empty
 * @param email the address that the text is as a whole; null where it is none
 */
public record SearchTerm(String folded, @Nullable EmailAddress email) {
    /** As long as the longest thing that can be found: an e-mail address. */
    public static final int MAX_LENGTH = 254;

    /**
     * What somebody typed.
     *
     * @return null where there is nothing to look for: it is blank
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

    /**
     * The grams that every text with this term in it has: of three characters, or the term itself where it is shorter.
     */
    public Set<String> grams() {
        return gramsOf(folded);
    }

    /** The grams that every text has in which a word begins with this term. */
    public Set<String> wordGrams() {
        return gramsOf("\n" + folded);
    }

    private static Set<String> gramsOf(String text) {
        int length = text.codePointCount(0, text.length());
        return SearchText.grams(text, Math.min(length, SearchText.LONGEST_GRAM));
    }
}
