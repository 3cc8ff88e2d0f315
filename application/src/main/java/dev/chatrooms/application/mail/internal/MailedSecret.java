package dev.chatrooms.application.mail.internal;

import dev.chatrooms.domain.id.AccountId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;

/**
 * What people get by mail to prove who they are: how it is made, and what is stored of it. Prints as
 * {@code [REDACTED]}.
 */
public record MailedSecret(String value) {
    private static final int TOKEN_BYTES = 32;
    private static final int CODES = 100_000_000;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** 256 random bits: nobody guesses it, so it needs no name beside it and no count of tries. */
    static MailedSecret token() {
        byte[] bytes = new byte[TOKEN_BYTES];
        RANDOM.nextBytes(bytes);
        return new MailedSecret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** Eight digits, for people to type. */
    static MailedSecret code() {
        return new MailedSecret(String.format(Locale.ROOT, "%08d", RANDOM.nextInt(CODES)));
    }

    public byte[] hash() {
        return sha256(value);
    }

    /** With the account, since a code alone is no more than a number that others may have as well. */
    public byte[] hashFor(AccountId account) {
        return sha256(account + ":" + value);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "[REDACTED]";
    }
}
