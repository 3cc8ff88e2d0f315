package dev.chatrooms.domain.account;

/** A salted password hash in the text form of its hasher. Prints as {@code [REDACTED]}. */
public record PasswordHash(String value) {
    @Override
    public String toString() {
        return "[REDACTED]";
    }
}
