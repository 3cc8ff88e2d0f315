package dev.chatrooms.domain.account;

import dev.chatrooms.domain.InvalidValue;
import dev.chatrooms.domain.TextRules;

/**
 * A password in plain text, 8 to 256 code points of any kind. It exists only between the request and the hash. Prints
 * as {@code [REDACTED]}.
 */
public record Password(String value) {
    /**
     * Checks and keeps the value.
     *
     * @throws InvalidValue {@code too_short}, {@code too_long} or {@code illegal_character} (NUL or an unpaired
     *     surrogate)
     */
    public Password {
        int length = value.codePointCount(0, value.length());
        if (length < 8) {
            throw new InvalidValue(length == 0 ? "empty" : "too_short", "must be at least 8 characters long");
        }
        if (length > 256) {
            throw new InvalidValue("too_long", "must be at most 256 characters long");
        }
        if (!TextRules.isStorable(value)) {
            throw new InvalidValue("illegal_character", "must not contain NUL or an unpaired surrogate");
        }
    }

    @Override
    public String toString() {
        return "[REDACTED]";
    }
}
