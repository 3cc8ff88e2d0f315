package dev.chatrooms.domain.room;

import dev.chatrooms.domain.InvalidValue;
import java.util.regex.Pattern;

/** The secret of an invite: 22 characters of base64url, which hold 128 random bits. Prints as {@code [REDACTED]}. */
public record InviteCode(String value) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{22}");

    /**
     * Checks and keeps the value.
     *
     * @throws InvalidValue {@code malformed}
     */
    public InviteCode {
        if (!FORM.matcher(value).matches()) {
            throw new InvalidValue("malformed", "must be the code of an invite");
        }
    }

    @Override
    public String toString() {
        return "[REDACTED]";
    }
}
