package dev.chatrooms.domain.message;

import dev.chatrooms.domain.InvalidValue;
import dev.chatrooms.domain.TextRules;

/** The sender's id for a message, 1 to 64 code points, by which repeated sends are recognised. Unique per sender. */
public record ClientId(String value) {
    /**
     * Checks and keeps the value.
     *
     * @throws InvalidValue as {@link TextRules#text}
     */
    public ClientId {
        TextRules.text(value, 64);
    }

    @Override
    public String toString() {
        return value;
    }
}
