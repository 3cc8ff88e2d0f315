package dev.chatrooms.application.spi;

import dev.chatrooms.domain.account.EmailAddress;
import dev.chatrooms.domain.id.AccountId;
import java.time.Instant;
import java.util.Optional;

/**
 * What people get by mail to prove who they are: codes, which are short and so may be tried a few times only, and
 * tokens, which cannot be guessed. An account has at most one of each; a new one voids the former. Kept are SHA-256
 * hashes, never the thing itself.
 */
public interface OneTimeCodes {
    /** So many wrong tries void a code. */
    int MAX_TRIES = 5;

    /** From now on the account has to prove this address; no code is good for it yet, and a former one is void. */
    void expect(AccountId account, EmailAddress address);

    /**
     * Makes a code for the address that the account has to prove, with all its tries.
     *
     * @return that address; empty, and no code, where none is to be proved
     */
    Optional<EmailAddress> makeCode(AccountId account, byte[] hash, Instant expiresAt);

    /**
     * Tries a code, and counts the try, also of those who try at the same time. The right one is spent, and the address
     * proved.
     *
     * @return the proved address; empty if the code is wrong, spent, expired or void, or there is none. The count is
     *     kept only if the transaction commits
     */
    Optional<EmailAddress> tryCode(AccountId account, byte[] hash, Instant now);

    /** Makes a token, of which there must be only one: it holds 256 random bits. */
    void makeToken(AccountId account, byte[] hash, Instant expiresAt);

    /** Whose token it is; empty if it is not good any more, or never was. */
    Optional<AccountId> findToken(byte[] hash, Instant now);

    /** As {@link #findToken}, and spends it: of several who spend one only one succeeds. */
    Optional<AccountId> spendToken(byte[] hash, Instant now);

    /** Voids the account's token, if it has one. */
    void voidToken(AccountId account);

    /** Voids all that the account has, and forgets which address it had to prove. */
    void forget(AccountId account);
}
