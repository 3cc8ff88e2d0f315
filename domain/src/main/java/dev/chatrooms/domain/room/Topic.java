package dev.chatrooms.domain.room;

import dev.chatrooms.domain.InvalidValue;
import dev.chatrooms.domain.TextRules;

/** The topic of a room: at most 250 code points, or empty. */
public record Topic(String value) {
    public static final Topic NONE = new Topic("");

    /**
     * Checks and keeps the value.
     *
     * @throws InvalidValue as {@link TextRules#optionalText}
     */
    public Topic {
        TextRules.optionalText(value, 250);
    }

    @Override
    public String toString() {
        return value;
    }
}
