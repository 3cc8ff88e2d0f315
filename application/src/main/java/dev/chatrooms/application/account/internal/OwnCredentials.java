package dev.chatrooms.application.account.internal;

import dev.chatrooms.application.account.AccountRecovery.EmailChange;
import dev.chatrooms.application.account.AccountRecovery.PasswordChange;
import dev.chatrooms.application.commit.internal.Committer;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.Fields;
import dev.chatrooms.application.internal.Store;
import dev.chatrooms.application.mail.internal.MailRequests;
import dev.chatrooms.application.spi.Accounts.Credentials;
import dev.chatrooms.application.spi.MailRequest;
import dev.chatrooms.application.spi.PasswordHasher;
import dev.chatrooms.application.spi.Stores;
import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.InvalidValue;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.EmailAddress;
import dev.chatrooms.domain.account.Password;
import dev.chatrooms.domain.account.PasswordHash;
import dev.chatrooms.domain.id.AccountId;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** What a person changes who is signed in and knows his password: that, and his address. */
public record OwnCredentials(
        Store store,
        Committer committer,
        PasswordHasher hasher,
        MailRequests mails,
        AttemptLimiter tries,
        InstantSource clock,
        Executor workers) {
    CompletableFuture<Void> changePassword(Caller caller, PasswordChange change) {
        try {
            Fields fields = new Fields();
            String current = fields.required("currentPassword", change.currentPassword(), p -> p);
            Password next = fields.required("newPassword", change.newPassword(), Password::new);
            fields.check();
            return proved(caller, String.valueOf(current), change.clientAddress())
                    .thenCompose(old -> hasher.hash(Objects.requireNonNull(next))
                            .thenCompose(hash -> committer.run(Set.of(), uow -> setPassword(uow, caller, old, hash))))
                    .thenRun(mails.wake());
        } catch (ChatException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void setPassword(UnitOfWork uow, Caller caller, PasswordHash old, PasswordHash hash) {
        Instant now = now();
        Account account = still(uow, caller, old);
        NewPassword.set(uow, account, hash, caller.session(), now);
        // Should the outbox be full, the news is lost rather than the change.
        mails.offer(uow, new MailRequest.PasswordChanged(account.id()), now);
    }

    CompletableFuture<Void> changeEmail(Caller caller, EmailChange change) {
        try {
            Fields fields = new Fields();
            EmailAddress email = fields.required("email", change.email(), EmailAddress::new);
            String current = fields.required("currentPassword", change.currentPassword(), p -> p);
            fields.check();
            return proved(caller, String.valueOf(current), change.clientAddress())
                    .thenAcceptAsync(
                            old -> store.write(uow -> expect(uow, caller, old, Objects.requireNonNull(email))), workers)
                    .thenRun(mails.wake());
        } catch (ChatException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private AccountId expect(UnitOfWork uow, Caller caller, PasswordHash old, EmailAddress email) {
        Instant now = now();
        Account account = still(uow, caller, old);
        if (!account.emailVerified()) {
            // There is none in force that would have to stay.
            uow.accounts().update(account.withEmail(email, false, now));
        }
        uow.codes().expect(account.id(), email);
        mails.add(uow, new MailRequest.VerifyAddress(account.id()), now);
        return account.id();
    }

    /** The hash that the current password was held against, if it is right. */
    private CompletableFuture<PasswordHash> proved(Caller caller, String current, @Nullable String clientAddress) {
        tries.take("password", caller.accountId().toString(), clientAddress);
        Password typed = password(current);
        return CompletableFuture.supplyAsync(
                        () -> store.read(stores -> credentials(stores, caller.accountId()))
                                .orElseThrow(OwnCredentials::gone)
                                .hash(),
                        workers)
                .thenCompose(hash -> hasher.verify(typed, hash).thenApply(right -> {
                    if (!right) {
                        throw wrong();
                    }
                    return hash;
                }));
    }

    private static Password password(String typed) {
        try {
            return new Password(typed);
        } catch (InvalidValue e) {
            throw wrong();
        }
    }

    /** The account, held fast, if it still has the password that was proved. */
    private static Account still(UnitOfWork uow, Caller caller, PasswordHash old) {
        Account account = uow.accounts()
                .lock(caller.accountId())
                .filter(known -> !known.disabled())
                .orElseThrow(OwnCredentials::gone);
        if (!credentials(uow, account.id()).map(Credentials::hash).equals(Optional.of(old))) {
            throw wrong();
        }
        return account;
    }

    private static Optional<Credentials> credentials(Stores stores, AccountId id) {
        return stores.accounts().find(id).flatMap(account -> stores.accounts().credentials(account.username()));
    }

    private static ChatException wrong() {
        return new ChatException(RefusalCode.BAD_CREDENTIALS, "this is not the current password");
    }

    private static ChatException gone() {
        return new ChatException(RefusalCode.UNAUTHENTICATED, "this account is gone");
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
