package dev.chatrooms.application.mail.internal;

import dev.chatrooms.application.spi.MailRequest;
import dev.chatrooms.application.spi.MailRequest.PasswordChanged;
import dev.chatrooms.application.spi.MailRequest.RepeatCode;
import dev.chatrooms.application.spi.MailRequest.ResetPassword;
import dev.chatrooms.application.spi.MailRequest.VerifyAddress;
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
 * Makes mails of requests, with codes and tokens that are made for them on the way. Many a request comes to nothing:
 * nobody has that name or address, or he has no need of a mail any more.
 */
public final class MailComposer {
    /**
     * A day: a code proves no more than a mailbox, can be tried a few times only, and some read their mail in the
     * evening.
     */
    static final Duration CODE_LIFETIME = Duration.ofHours(24);

    /** An hour: this is as good as a password, and whoever asks for it sits in front of the page. */
    static final Duration TOKEN_LIFETIME = Duration.ofHours(1);

    private final InstantSource clock;
    private final String publicUrl;

    public MailComposer(InstantSource clock, String publicUrl) {
        this.clock = clock;
        this.publicUrl = publicUrl;
    }

    /** The mail, whose code or token is good as soon as this transaction is committed, and voids any earlier one. */
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
                    // It may have got another address since it was found, and must not be given away to the one before.
                    .filter(account -> verifiedAddress(account)
                            .filter(address ->
                                    address.folded().equals(reset.email().folded()))
                            .isPresent())
                    .flatMap(account -> reset(uow, account));
        }
        if (request instanceof PasswordChanged changed) {
            return uow.accounts().find(changed.account()).flatMap(account -> passwordChanged(account, entry.addedAt()));
        }
        throw new IllegalStateException("no mail is known for " + request.getClass());
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
        return verifiedAddress(account).map(address -> {
            MailedSecret token = MailedSecret.token();
            uow.codes().makeToken(account.id(), token.hash(), now().plus(TOKEN_LIFETIME));
            return MailTemplates.passwordReset(address, account, publicUrl + "/#/reset/" + token.value());
        });
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
