package dev.chatrooms.application.account.internal;

import dev.chatrooms.domain.account.Password;
import java.security.SecureRandom;
import java.util.Base64;

/** Generates random passwords for deleted accounts; they are never revealed. */
final class RandomPasswords {
    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private RandomPasswords() {}

    static Password password() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new Password(Base64.getEncoder().encodeToString(bytes));
    }
}
