package dev.chatrooms.application.spi;

import dev.chatrooms.domain.account.EmailAddress;
import dev.chatrooms.domain.account.Username;
import dev.chatrooms.domain.id.AccountId;

/**
 * A request for a mail, before it is composed. It contains no secret: codes and tokens are created with the mail. It
 * may concern an account that does not exist, which is detected on composing, so a request takes the same time either
 * way.
 */
public sealed interface MailRequest {
    /** A code for the address this account has to verify. */
    record VerifyAddress(AccountId account) implements MailRequest {}

    /** The same, for the account with this username, if any. */
    record RepeatCode(Username username) implements MailRequest {}

    /** A link to reset the password, for the account that has verified this address, if any. */
    record ResetPassword(EmailAddress email) implements MailRequest {}

    /** A link to choose a password, for this account that an administrator has created. */
    record WelcomeAccount(AccountId account) implements MailRequest {}

    /** A notice that this account's password was changed. */
    record PasswordChanged(AccountId account) implements MailRequest {}
}
