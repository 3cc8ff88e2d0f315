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

    /**
     * Returns the first code points of a text, as shown where there is no room for all of it. An ellipsis takes the
     * place of white space alone.
     *
     * @param text a message's text, or its beginning
     */
    public static MessageText excerpt(String text, int maxCodePoints) {
        String start = TextRules.truncate(text, maxCodePoints);
        return new MessageText(TextRules.isBlank(start) ? "…" : start);
    }

    @Override
    public String toString() {
        return value;
    }
}
