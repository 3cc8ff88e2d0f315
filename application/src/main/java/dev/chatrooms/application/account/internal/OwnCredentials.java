package dev.chatrooms.application.account.internal;

import dev.chatrooms.application.account.AccountRecovery.EmailChange;
import dev.chatrooms.application.account.AccountRecovery.PasswordChange;
import dev.chatrooms.application.commit.internal.Transactor;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.Fields;
import dev.chatrooms.application.mail.internal.MailRequests;
import dev.chatrooms.application.spi.MailRequest;
import dev.chatrooms.application.spi.PasswordHasher;
import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.EmailAddress;
import dev.chatrooms.domain.account.Password;
import dev.chatrooms.domain.account.PasswordHash;
import dev.chatrooms.domain.id.AccountId;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Password and e-mail changes that require the current password. */
final class OwnCredentials {
    private final Transactor transactor;
    private final CurrentPassword currentPassword;
    private final PasswordHasher hasher;
    private final MailRequests mails;
    private final AttemptLimiter attempts;
    private final Executor workers;

    OwnCredentials(
            Transactor transactor,
            CurrentPassword currentPassword,
            PasswordHasher hasher,
            MailRequests mails,
            AttemptLimiter attempts,
            Executor workers) {
        this.transactor = transactor;
        this.currentPassword = currentPassword;
        this.hasher = hasher;
        this.mails = mails;
        this.attempts = attempts;
        this.workers = workers;
    }

    CompletableFuture<Void> changePassword(Caller caller, PasswordChange change) {
        return Transactor.attempt(() -> {
            Fields fields = new Fields();
            String current = fields.required("currentPassword", change.currentPassword(), p -> p);
            Password next = fields.required("newPassword", change.newPassword(), Password::new);
            fields.check();
            return verify(caller, Objects.requireNonNull(current), change.clientAddress())
                    .thenCompose(old -> hasher.hash(Objects.requireNonNull(next))
                            .thenCompose(hash -> transactor.run(Set.of(), uow -> setPassword(uow, caller, old, hash))))
                    .thenRun(mails::wake);
        });
    }

    private void setPassword(UnitOfWork uow, Caller caller, PasswordHash old, PasswordHash hash) {
        Instant now = transactor.now();
        Account account = CurrentPassword.requireUnchanged(uow, caller, old);
        PasswordReplacement.set(uow, account, hash, caller.session(), now);
        // If the outbox is full, the notification is dropped and the change is kept.
        mails.offer(uow, new MailRequest.PasswordChanged(account.id()), now);
    }

    CompletableFuture<Void> changeEmail(Caller caller, EmailChange change) {
        return Transactor.attempt(() -> {
            Fields fields = new Fields();
            EmailAddress email = fields.required("email", change.email(), EmailAddress::new);
            String current = fields.required("currentPassword", change.currentPassword(), p -> p);
            fields.check();
            return verify(caller, Objects.requireNonNull(current), change.clientAddress())
                    .thenAcceptAsync(
                            old -> transactor.write(uow -> expect(uow, caller, old, Objects.requireNonNull(email))),
                            workers)
                    .thenRun(mails::wake);
        });
    }

    private AccountId expect(UnitOfWork uow, Caller caller, PasswordHash old, EmailAddress email) {
        Instant now = transactor.now();
        Account account = CurrentPassword.requireUnchanged(uow, caller, old);
        if (!account.emailVerified()) {
            // There is no verified address that has to stay in force.
            uow.accounts().update(account.withEmail(email, false, now));
        }
        uow.codes().expect(account.id(), email);
        mails.add(uow, new MailRequest.VerifyAddress(account.id()), now);
        return account.id();
    }

    private CompletableFuture<PasswordHash> verify(Caller caller, String current, @Nullable String clientAddress) {
        attempts.take("password", caller.accountId().toString(), clientAddress);
        return currentPassword.verify(caller, current);
    }
}
