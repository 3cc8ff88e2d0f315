package dev.chatrooms.domain.account;

/**
 * A password as it is stored: salted and slow to guess, in the hasher's own text form. Prints as {@code [REDACTED]}.
 */
public record PasswordHash(String value) {
    @Override
    public String toString() {
        return "[REDACTED]";
    }
}
