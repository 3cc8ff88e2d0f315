package dev.chatrooms.domain.message;

import dev.chatrooms.domain.InvalidValue;
import dev.chatrooms.domain.TextRules;

/** The text of a message: at most 8,000 code points of plain text. Only a message with files may have none. */
public record MessageText(String value) {
    public static final int MAX_CODE_POINTS = 8000;

    /** The text of a message that consists of its files. */
    public static final MessageText EMPTY = new MessageText("");

    /**
     * Checks and keeps the value.
     *
     * @throws InvalidValue as {@link TextRules#optionalText}
     */
    public MessageText {
        TextRules.optionalText(value, MAX_CODE_POINTS);
    }

    /**
     * Returns the text of a message that must have one.
     *
     * @throws InvalidValue as {@link TextRules#text}
     */
    public static MessageText required(String value) {
        return new MessageText(TextRules.text(value, MAX_CODE_POINTS));
    }

    public boolean isEmpty() {
        return value.isEmpty();
    }

    /**
     * Returns the first code points of a text, as shown where there is no room for all of it. An ellipsis takes the
     * place of white space alone.
     *
     * @param text a message's text, or its beginning
     */
    public static MessageText excerpt(String text, int maxCodePoints) {
        String start = TextRules.truncate(text, maxCodePoints);
        return new MessageText(!text.isEmpty() && TextRules.isBlank(start) ? "…" : start);
    }

    @Override
    public String toString() {
        return value;
    }
}
