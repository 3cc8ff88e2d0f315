package dev.chatrooms.application.account;

import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Proving an address, getting a lost account back, and changing the password or the address. What is mailed is mailed
 * later, by a thread of its own; for strangers all of this says the same, and costs the same, whether there is such an
 * account or not.
 *
 * <p>Everything that can be tried is limited as logins are, by name (whether somebody has it or not) and by where the
 * caller is: {@code rate_limited}. What is missing is {@code invalid}, the store being away {@code unavailable}.
 *
 * <p>A {@code clientAddress} is where a request came from, for that limit; null where there is no such thing.
 */
public interface AccountRecovery {
    /** A mailed code, given back. Prints without it. */
    record Verification(
            @Nullable String username,
            @Nullable String code,
            @Nullable String clientAddress) {
        @Override
        public String toString() {
            return "Verification[username=" + username + "]";
        }
    }

    /** A mailed token, and the password to be. Prints without both. */
    record PasswordReset(
            @Nullable String token,
            @Nullable String newPassword,
            @Nullable String clientAddress) {
        @Override
        public String toString() {
            return "PasswordReset[]";
        }
    }

    /** A password and the one to come after it. Prints without both. */
    record PasswordChange(
            @Nullable String currentPassword,
            @Nullable String newPassword,
            @Nullable String clientAddress) {
        @Override
        public String toString() {
            return "PasswordChange[]";
        }
    }

    /** Another address. Prints without the password. */
    record EmailChange(
            @Nullable String email,
            @Nullable String currentPassword,
            @Nullable String clientAddress) {
        @Override
        public String toString() {
            return "EmailChange[email=" + email + "]";
        }
    }

    /**
     * Proves that an address is the account's. Five wrong tries void the code. Blocks.
     *
     * @throws ChatException {@code invalid_code} for whatever is wrong with the name or the code, one answer for all;
     *     {@code email_taken}
     */
    void verify(Verification verification);

    /**
     * Has another code mailed for the address that this person has to prove, if there is such a person and address.
     * Blocks.
     */
    void resendCode(@Nullable String username, @Nullable String clientAddress);

    /** Has a link mailed to an address, if an active account has verified it. Blocks. */
    void forgotPassword(@Nullable String email, @Nullable String clientAddress);

    /** Tells whether a token of such a link is good. Blocks. @throws ChatException {@code not_found} if it is not */
    void checkReset(String token, @Nullable String clientAddress);

    /**
     * Sets a password by a mailed token, which is spent, and ends all of the person's sessions and a change of the
     * address that was not finished.
     *
     * @return completes once that is durable, or with a {@link ChatException}: {@code not_found} for a token that is
     *     not good
     */
    CompletableFuture<Void> resetPassword(PasswordReset reset);

    /**
     * Changes the password, ends all other sessions and a change of a verified address that was not finished, and tells
     * that address.
     *
     * @return completes once that is durable, or with a {@link ChatException}: {@code bad_credentials}
     */
    CompletableFuture<Void> changePassword(Caller caller, PasswordChange change);

    /**
     * Has a code mailed to another address. A verified one stays in force until the new one is verified.
     *
     * @return completes once that is certain to be done, or with a {@link ChatException}: {@code bad_credentials}
     */
    CompletableFuture<Void> changeEmail(Caller caller, EmailChange change);
}
