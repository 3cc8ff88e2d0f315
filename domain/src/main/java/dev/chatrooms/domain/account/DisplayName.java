package dev.chatrooms.domain.account;

import dev.chatrooms.domain.InvalidValue;
import dev.chatrooms.domain.TextRules;

/**
 * What others see of a person: 1 to 64 code points, no control, bidirectional or zero-width characters. Serves for
 * first and last names too.
 */
public record DisplayName(String value) {
    /**
     * Checks and keeps the value.
     *
     * @throws InvalidValue as {@link TextRules#name}
     */
    public DisplayName {
        TextRules.name(value, 64);
    }

    @Override
    public String toString() {
        return value;
    }
}
