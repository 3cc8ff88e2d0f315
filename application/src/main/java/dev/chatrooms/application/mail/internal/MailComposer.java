package dev.chatrooms.application.mail.internal;

import dev.chatrooms.application.spi.MailRequest;
import dev.chatrooms.application.spi.MailRequest.PasswordChanged;
import dev.chatrooms.application.spi.MailRequest.RepeatCode;
import dev.chatrooms.application.spi.MailRequest.ResetPassword;
import dev.chatrooms.application.spi.MailRequest.VerifyAddress;
import dev.chatrooms.application.spi.MailRequest.WelcomeAccount;
import dev.chatrooms.application.spi.Mailer.Mail;
import dev.chatrooms.application.spi.Outbox;
import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.EmailAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Turns requests into mails and creates their codes and tokens. A request may lead to no mail: if no account has the
 * name or address, or if the account no longer needs it.
 */
public final class MailComposer {
    /** A day, since a code only verifies a mailbox, has few attempts, and may be read in the evening. */
    static final Duration CODE_LIFETIME = Duration.ofHours(24);

    /** An hour, since the link is as good as a password and is requested by someone who waits for it. */
    static final Duration TOKEN_LIFETIME = Duration.ofHours(1);

    /** A day, since the owner of a new account does not wait for the mail. */
    static final Duration WELCOME_LIFETIME = Duration.ofDays(1);

    private final InstantSource clock;
    private final String publicUrl;

    public MailComposer(InstantSource clock, String publicUrl) {
        this.clock = clock;
        this.publicUrl = publicUrl;
    }

    /** Returns the mail. Its code or token is valid once this transaction commits, and voids any earlier one. */
    Optional<Mail> compose(UnitOfWork uow, Outbox.Entry entry) {
        MailRequest request = entry.request();
        if (request instanceof VerifyAddress verify) {
            return uow.accounts().find(verify.account()).flatMap(account -> verification(uow, account));
        }
        if (request instanceof RepeatCode repeat) {
            return uow.accounts().find(repeat.username()).flatMap(account -> verification(uow, account));
        }
        if (request instanceof ResetPassword reset) {
            return uow.accounts()
                    .credentials(reset.email())
                    .flatMap(known -> uow.accounts().lock(known.account().id()))
                    // The address may have changed since the look-up, and the link must not go to the former one.
                    .filter(account -> verifiedAddress(account)
                            .filter(address ->
                                    address.folded().equals(reset.email().folded()))
                            .isPresent())
                    .flatMap(account -> reset(uow, account));
        }
        if (request instanceof WelcomeAccount welcome) {
            return uow.accounts().lock(welcome.account()).flatMap(account -> welcome(uow, account));
        }
        if (request instanceof PasswordChanged changed) {
            return uow.accounts().find(changed.account()).flatMap(account -> passwordChanged(account, entry.addedAt()));
        }
        throw new IllegalStateException("no mail template for " + request.getClass());
    }

    private Optional<Mail> verification(UnitOfWork uow, Account account) {
        if (account.disabled()) {
            return Optional.empty();
        }
        MailedSecret code = MailedSecret.code();
        return uow.codes()
                .makeCode(account.id(), code.hashFor(account.id()), now().plus(CODE_LIFETIME))
                .map(address -> MailTemplates.verification(address, code));
    }

    private Optional<Mail> reset(UnitOfWork uow, Account account) {
        return verifiedAddress(account)
                .map(address -> MailTemplates.passwordReset(address, account, link(uow, account, TOKEN_LIFETIME)));
    }

    private Optional<Mail> welcome(UnitOfWork uow, Account account) {
        return verifiedAddress(account)
                .map(address -> MailTemplates.accountCreated(address, account, link(uow, account, WELCOME_LIFETIME)));
    }

    private String link(UnitOfWork uow, Account account, Duration lifetime) {
        MailedSecret token = MailedSecret.token();
        uow.codes().makeToken(account.id(), token.hash(), now().plus(lifetime));
        return publicUrl + "/#/reset/" + token.value();
    }

    private static Optional<Mail> passwordChanged(Account account, Instant at) {
        return verifiedAddress(account).map(address -> MailTemplates.passwordChanged(address, account, at));
    }

    private static Optional<EmailAddress> verifiedAddress(Account account) {
        return account.emailVerified() && !account.disabled() ? Optional.ofNullable(account.email()) : Optional.empty();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
