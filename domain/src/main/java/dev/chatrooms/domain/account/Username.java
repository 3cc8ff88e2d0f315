package dev.chatrooms.domain.account;

import dev.chatrooms.domain.InvalidValue;
import dev.chatrooms.domain.TextRules;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The unique name of an account, used for login and mentions: 3 to 32 of {@code a-z 0-9 . _ -}, starting and ending
 * with a letter or digit. Spaces around it are dropped. Only upper-case ASCII letters are folded, so that look-alikes
 * are refused rather than folded to another account's name (the Kelvin sign, for example, lower-cases to {@code k}).
 */
public record Username(String value) {
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{1,30}[A-Za-z0-9]");

    /**
     * Checks and normalises the value.
     *
     * @throws InvalidValue {@code too_short}, {@code too_long}, {@code illegal_character} or {@code reserved}
     */
    public Username {
        value = TextRules.withSingleSpaces(value);
        if (value.length() < 3) {
            throw new InvalidValue(value.isEmpty() ? "empty" : "too_short", "must be at least 3 characters long");
        }
        if (value.codePointCount(0, value.length()) > 32) {
            throw new InvalidValue("too_long", "must be at most 32 characters long");
        }
        if (!SHAPE.matcher(value).matches()) {
            throw new InvalidValue(
                    "illegal_character",
                    "may contain letters a-z, digits, '.', '_' and '-', and starts and ends with a letter or digit");
        }
        value = value.toLowerCase(Locale.ROOT);
        if (value.equals("room")) {
            throw new InvalidValue("reserved", "is reserved");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
