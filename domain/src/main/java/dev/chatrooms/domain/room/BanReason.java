package dev.chatrooms.domain.room;

import dev.chatrooms.domain.InvalidValue;
import dev.chatrooms.domain.TextRules;

/** The reason of a ban: 1 to 250 code points. Only accounts that may ban can read it. */
public record BanReason(String value) {
    /**
     * Checks and keeps the value.
     *
     * @throws InvalidValue as {@link TextRules#text}
     */
    public BanReason {
        TextRules.text(value, 250);
    }

    @Override
    public String toString() {
        return value;
    }
}
