package dev.chatrooms.domain.account;

import dev.chatrooms.domain.InvalidValue;
import dev.chatrooms.domain.TextRules;

/**
 * The id under which a host knows an account: any text of 1 to 255 code points, such as a key of its own table or the
 * subject of its tokens. It is unique, compared exactly as it is, and never shown to other accounts.
 */
public record ExternalId(String value) {
    /**
     * Checks the value.
     *
     * @throws InvalidValue as {@link TextRules#text}
     */
    public ExternalId {
        value = TextRules.text(value, 255);
    }

    @Override
    public String toString() {
        return value;
    }
}
