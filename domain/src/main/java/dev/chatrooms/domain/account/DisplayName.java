package dev.chatrooms.domain.account;

import dev.chatrooms.domain.InvalidValue;
import dev.chatrooms.domain.TextRules;

/**
 * The name shown to others: 1 to 64 code points, single spaces, no control, bidirectional or zero-width characters
 * except joiners in their places. Also used for first and last names.
 */
public record DisplayName(String value) {
    /**
     * Checks and normalises the value.
     *
     * @throws InvalidValue as {@link TextRules#name}
     */
    public DisplayName {
        value = TextRules.name(value, 64);
    }

    @Override
    public String toString() {
        return value;
    }
}
