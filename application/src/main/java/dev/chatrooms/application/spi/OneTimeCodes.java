package dev.chatrooms.application.spi;

import dev.chatrooms.domain.account.EmailAddress;
import dev.chatrooms.domain.id.AccountId;
import java.time.Instant;
import java.util.Optional;

/**
 * Secrets sent by mail to verify an identity: codes, which are short and allow few attempts, and tokens, which cannot
 * be guessed. An account has at most one of each; a new one invalidates the previous one. Only SHA-256 hashes are
 * stored.
 */
public interface OneTimeCodes {
    /** The number of wrong attempts that invalidate a code. */
    int MAX_TRIES = 5;

    /** Sets the address the account has to verify and invalidates a previous code. */
    void expect(AccountId account, EmailAddress address);

    /**
     * Stores a code for the address the account has to verify, with all attempts left.
     *
     * @return the address; empty, without storing a code, if there is none to verify
     */
    Optional<EmailAddress> makeCode(AccountId account, byte[] hash, Instant expiresAt);

    /**
     * Tries a code and counts the attempt, also among concurrent attempts. A correct code is consumed and the address
     * counts as verified.
     *
     * @return the verified address; empty if the code is wrong, used, expired or invalid. The attempt is counted only
     *     if the transaction commits
     */
    Optional<EmailAddress> tryCode(AccountId account, byte[] hash, Instant now);

    /** Stores a token. It contains 256 random bits, so its hash is unique. */
    void makeToken(AccountId account, byte[] hash, Instant expiresAt);

    /**
     * Stores a token that an administrator hands over, beside the mailed one. An account has at most one of them; a new
     * one invalidates the previous one.
     */
    void issueToken(AccountId account, byte[] hash, Instant expiresAt);

    /** Returns the account of a valid token, mailed or handed over; empty if the token is unknown, used or expired. */
    Optional<AccountId> findToken(byte[] hash, Instant now);

    /** Consumes a valid token and returns its account. Only one of several concurrent calls succeeds. */
    Optional<AccountId> spendToken(byte[] hash, Instant now);

    /** Invalidates the account's tokens, if any. */
    void voidToken(AccountId account);

    /** Removes the account's code and tokens and the address to verify. */
    void forget(AccountId account);
}
