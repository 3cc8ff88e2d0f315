package dev.chatrooms.application.mail.internal;

import dev.chatrooms.application.internal.Sha256;
import dev.chatrooms.domain.id.AccountId;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;

/** A secret that is sent by mail: a code or a token. The store keeps only its hash. Prints as {@code [REDACTED]}. */
public record MailedSecret(String value) {
    private static final int TOKEN_BYTES = 32;
    private static final int CODES = 100_000_000;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Returns 256 random bits. They cannot be guessed, so a token needs no name beside it and no limit of attempts. */
    public static MailedSecret token() {
        byte[] bytes = new byte[TOKEN_BYTES];
        RANDOM.nextBytes(bytes);
        return new MailedSecret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** Returns eight digits, for people to type. */
    static MailedSecret code() {
        return new MailedSecret(String.format(Locale.ROOT, "%08d", RANDOM.nextInt(CODES)));
    }

    public byte[] hash() {
        return Sha256.of(value);
    }

    /** Hashes the code with the account, since several accounts may have the same code. */
    public byte[] hashFor(AccountId account) {
        return Sha256.of(account + ":" + value);
    }

    @Override
    public String toString() {
        return "[REDACTED]";
    }
}
