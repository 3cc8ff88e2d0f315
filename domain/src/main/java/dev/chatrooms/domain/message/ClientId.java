package dev.chatrooms.domain.message;

import dev.chatrooms.domain.InvalidValue;
import dev.chatrooms.domain.TextRules;

/**
 * The sender's own name for a message, 1 to 64 code points, with which a repeated send is recognised. Unique for each
 * sender.
 */
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
