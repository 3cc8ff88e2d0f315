package dev.chatrooms.application.spi;

import dev.chatrooms.domain.account.EmailAddress;
import dev.chatrooms.domain.account.Username;
import dev.chatrooms.domain.id.AccountId;

/**
 * A mail that somebody is to get, before it is written. It holds no secret: codes and tokens are made when the mail is.
 * And it may be about somebody who does not exist, which is found out then, so that asking costs the same either way.
 */
public sealed interface MailRequest {
    /** A code for the address that this account has to prove. */
    record VerifyAddress(AccountId account) implements MailRequest {}

    /** The same for whoever has this username. */
    record RepeatCode(Username username) implements MailRequest {}

    /** A link to set another password, for whoever has verified this address. */
    record ResetPassword(EmailAddress email) implements MailRequest {}

    /** The news that this account's password was changed. */
    record PasswordChanged(AccountId account) implements MailRequest {}
}
