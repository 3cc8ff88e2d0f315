package dev.chatrooms.application.account.internal;

import dev.chatrooms.application.internal.Sha256;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * An opaque secret of 256 random bits. Only its hash is stored. A fast hash is enough, since the secret cannot be
 * guessed. Prints as {@code [REDACTED]}.
 */
record RefreshToken(String value) {
    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    static RefreshToken random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new RefreshToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    byte[] hash() {
        return Sha256.of(value);
    }

    @Override
    public String toString() {
        return "[REDACTED]";
    }
}
