package dev.chatrooms.domain.account;

import dev.chatrooms.domain.InvalidValue;
import dev.chatrooms.domain.TextRules;

/** What a person tells of himself: free text of at most 500 code points, or none. */
public record Bio(String value) {
    /**
     * Checks and keeps the value.
     *
     * @throws InvalidValue as {@link TextRules#optionalText}
     */
    public Bio {
        TextRules.optionalText(value, 500);
    }

    @Override
    public String toString() {
        return value;
    }
}
