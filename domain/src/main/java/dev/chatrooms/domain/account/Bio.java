package dev.chatrooms.domain.account;

import dev.chatrooms.domain.InvalidValue;
import dev.chatrooms.domain.TextRules;

/** The biography of an account: at most 500 code points, or empty. */
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
