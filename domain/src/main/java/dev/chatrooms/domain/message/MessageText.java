package dev.chatrooms.domain.message;

import dev.chatrooms.domain.InvalidValue;
import dev.chatrooms.domain.TextRules;

/** The text of a message: 1 to 8,000 code points of plain text. */
public record MessageText(String value) {
    public static final int MAX_CODE_POINTS = 8000;

    /**
     * Checks and keeps the value.
     *
     * @throws InvalidValue as {@link TextRules#text}
     */
    public MessageText {
        TextRules.text(value, MAX_CODE_POINTS);
    }

    @Override
    public String toString() {
        return value;
    }
}
