package dev.chatrooms.domain.account;

import dev.chatrooms.domain.InvalidValue;
import dev.chatrooms.domain.TextRules;
import java.util.regex.Pattern;

/**
 * An e-mail address as entered. Two addresses are the same if {@link #folded()} is equal. Only the shape is checked;
 * verification finds out whether mail arrives. At most 254 characters (RFC 5321, section 4.5.3.1.3, less the brackets).
 */
public record EmailAddress(String value) {
    private static final int FIRST_OUTSIDE_ASCII = 0x80;
    private static final Pattern SHAPE =
            Pattern.compile("[^\\s\\p{Z}\\p{Cs}@\"(),:;<>\\[\\]\\\\]{1,64}@[\\p{Alnum}]([\\p{Alnum}.-]*[\\p{Alnum}])?");

    /**
     * Checks and keeps the value.
     *
     * @throws InvalidValue {@code too_long} or {@code illegal_format}
     */
    public EmailAddress {
        if (value.length() > 254) {
            throw new InvalidValue("too_long", "must be at most 254 characters long");
        }
        if (!SHAPE.matcher(value).matches()
                || value.contains("..")
                || value.codePoints().anyMatch(TextRules::isInvisible)) {
            throw new InvalidValue("illegal_format", "must be an e-mail address such as name@example.org");
        }
    }

    /**
     * Returns the address in lower case, the local part included, since in practice neither mail providers nor users
     * distinguish its case. Characters that would become ASCII remain (the Kelvin sign lower-cases to {@code k}): to a
     * mail server these are two mailboxes, and the owner of one must not pass for the owner of the other.
     */
    public String folded() {
        return value.codePoints()
                .map(EmailAddress::lower)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static int lower(int c) {
        int lower = Character.toLowerCase(c);
        return c >= FIRST_OUTSIDE_ASCII && lower < FIRST_OUTSIDE_ASCII ? c : lower;
    }

    @Override
    public String toString() {
        return value;
    }
}
