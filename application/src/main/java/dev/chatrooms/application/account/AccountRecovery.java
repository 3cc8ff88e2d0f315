package dev.chatrooms.application.account;

import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * E-mail verification, password reset, and changes of the password and e-mail address. A separate thread sends the
 * mails later. For anonymous callers the response and its cost do not depend on whether the account exists.
 *
 * <p>All attempts are rate limited like logins, by name (whether it exists or not) and by client address:
 * {@code rate_limited}. A missing field is {@code invalid}; an unavailable store is {@code unavailable}.
 *
 * <p>A {@code clientAddress} is the network address of the request, for that limit; null if there is none.
 */
public interface AccountRecovery {
    /** A code from a mail. Prints without it. */
    record Verification(
            @Nullable String username,
            @Nullable String code,
            @Nullable String clientAddress) {
        @Override
        public String toString() {
            return "Verification[username=" + username + "]";
        }
    }

    /** A token from a mail, and the new password. Prints without both. */
    record PasswordReset(
            @Nullable String token,
            @Nullable String newPassword,
            @Nullable String clientAddress) {
        @Override
        public String toString() {
            return "PasswordReset[]";
        }
    }

    /** The current password and the new one. Prints without both. */
    record PasswordChange(
            @Nullable String currentPassword,
            @Nullable String newPassword,
            @Nullable String clientAddress) {
        @Override
        public String toString() {
            return "PasswordChange[]";
        }
    }

    /** The new e-mail address and the current password. Prints without the password. */
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
     * Verifies the account's e-mail address. Five wrong attempts void the code. Blocks.
     *
     * @throws ChatException {@code invalid_code} if the name or the code is wrong for any reason; {@code email_taken}
     */
    void verify(Verification verification);

    /** Requests another mail with a code for the address that the account has to verify, if both exist. Blocks. */
    void resendCode(@Nullable String username, @Nullable String clientAddress);

    /** Requests a mail with a reset link for an address, if an active account has verified it. Blocks. */
    void forgotPassword(@Nullable String email, @Nullable String clientAddress);

    /** Checks the token of a reset link. Blocks. @throws ChatException {@code not_found} if it is not valid */
    void checkResetToken(String token, @Nullable String clientAddress);

    /**
     * Sets a password with a mailed token. Spends the token, ends all sessions of the account and cancels a pending
     * change of its address.
     *
     * @return completes once that is durable, or with a {@link ChatException}: {@code not_found} if the token is not
     *     valid
     */
    CompletableFuture<Void> resetPassword(PasswordReset reset);

    /**
     * Changes the password. Ends all other sessions, cancels a pending change of a verified address, and notifies that
     * address.
     *
     * @return completes once that is durable, or with a {@link ChatException}: {@code bad_credentials}
     */
    CompletableFuture<Void> changePassword(Caller caller, PasswordChange change);

    /**
     * Requests a mail with a code for a new address. A verified address stays in force until the new one is verified.
     *
     * @return completes once the request is durable, or with a {@link ChatException}: {@code bad_credentials}
     */
    CompletableFuture<Void> changeEmail(Caller caller, EmailChange change);
}
