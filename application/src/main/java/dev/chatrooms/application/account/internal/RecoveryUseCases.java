package dev.chatrooms.application.account.internal;

import dev.chatrooms.application.account.AccountRecovery;
import dev.chatrooms.application.commit.internal.Transactor;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.Fields;
import dev.chatrooms.application.internal.ChatFuture;
import dev.chatrooms.application.mail.internal.MailRequests;
import dev.chatrooms.application.mail.internal.MailedSecret;
import dev.chatrooms.application.spi.ConstraintViolation;
import dev.chatrooms.application.spi.MailRequest;
import dev.chatrooms.application.spi.PasswordHasher;
import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.InvalidValue;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.EmailAddress;
import dev.chatrooms.domain.account.Password;
import dev.chatrooms.domain.account.PasswordHash;
import dev.chatrooms.domain.account.Username;
import dev.chatrooms.domain.id.AccountId;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@link AccountRecovery} over the store, the hasher and the outbox. {@link OwnCredentials} implements the changes by
 * callers that are signed in.
 */
final class RecoveryUseCases implements AccountRecovery {
    /** Stands in for an account that does not exist, so that the store runs the same queries. */
    private static final AccountId NOBODY = new AccountId(new UUID(0, 0));

    private final Transactor transactor;
    private final PasswordHasher hasher;
    private final MailRequests mails;
    private final AttemptLimiter attempts;
    private final OwnCredentials ownCredentials;
    private final Executor workers;

    RecoveryUseCases(
            Transactor transactor,
            PasswordHasher hasher,
            MailRequests mails,
            AttemptLimiter attempts,
            OwnCredentials ownCredentials,
            Executor workers) {
        this.transactor = transactor;
        this.hasher = hasher;
        this.mails = mails;
        this.attempts = attempts;
        this.ownCredentials = ownCredentials;
        this.workers = workers;
    }

    @Override
    public void verify(Verification verification) {
        Fields fields = new Fields();
        String name = fields.required("username", verification.username(), n -> n);
        String code = fields.required("code", verification.code(), c -> c);
        fields.check();
        attempts.take("verify", String.valueOf(name), verification.clientAddress());
        MailedSecret typed = new MailedSecret(String.valueOf(code));
        Optional<Username> username = parsed(String.valueOf(name), Username::new);
        try {
            if (!transactor.<Boolean>write(uow -> proves(uow, username, typed))) {
                throw new ChatException(RefusalCode.INVALID_CODE, "this code is wrong or no longer valid");
            }
        } catch (ConstraintViolation e) {
            throw new ChatException(RefusalCode.EMAIL_TAKEN, "another account has verified this address");
        }
    }

    private boolean proves(UnitOfWork uow, Optional<Username> username, MailedSecret code) {
        AccountId id = username.flatMap(uow.accounts()::find).map(Account::id).orElse(NOBODY);
        Optional<Account> account = uow.accounts().lock(id).filter(known -> !known.disabled());
        Optional<EmailAddress> address = uow.codes().tryCode(id, code.hashFor(id), transactor.now());
        if (account.isEmpty() || address.isEmpty()) {
            return false;
        }
        uow.accounts().update(account.get().withEmail(address.get(), true, transactor.now()));
        // The reset link went to the former address, which may belong to someone else by now.
        uow.codes().voidToken(id);
        return true;
    }

    @Override
    public void resendCode(@Nullable String username, @Nullable String clientAddress) {
        String name = required("username", username);
        attempts.take("resend", name, clientAddress);
        parsed(name, Username::new).ifPresent(known -> mails.add(new MailRequest.RepeatCode(known), transactor.now()));
    }

    @Override
    public void forgotPassword(@Nullable String email, @Nullable String clientAddress) {
        String typed = required("email", email);
        attempts.take("forgot", typed, clientAddress);
        parsed(typed, EmailAddress::new)
                .ifPresent(known -> mails.add(new MailRequest.ResetPassword(known), transactor.now()));
    }

    private static String required(String field, @Nullable String value) {
        Fields fields = new Fields();
        String given = fields.required(field, value, v -> v);
        fields.check();
        return String.valueOf(given);
    }

    /** Returns an empty value for an input that no account can have. That reveals nothing, and needs no query. */
    private static <V> Optional<V> parsed(String text, Function<String, V> value) {
        try {
            return Optional.of(value.apply(text));
        } catch (InvalidValue e) {
            return Optional.empty();
        }
    }

    @Override
    public void checkResetToken(String token, @Nullable String clientAddress) {
        attempts.take("reset", null, clientAddress);
        requireGood(new MailedSecret(token));
    }

    private void requireGood(MailedSecret token) {
        boolean good = transactor.read(stores -> stores.codes()
                .findToken(token.hash(), transactor.now())
                .flatMap(stores.accounts()::find)
                .filter(account -> !account.disabled())
                .isPresent());
        if (!good) {
            throw ChatException.notFound("reset link");
        }
    }

    @Override
    public CompletableFuture<Void> resetPassword(PasswordReset reset) {
        return Transactor.attempt(() -> {
            Fields fields = new Fields();
            MailedSecret token = fields.required("token", reset.token(), MailedSecret::new);
            Password password = fields.required("newPassword", reset.newPassword(), Password::new);
            fields.check();
            attempts.take("reset", null, reset.clientAddress());
            MailedSecret given = Objects.requireNonNull(token);
            return ChatFuture.supplyAsync(
                            () -> {
                                requireGood(given);
                                return true;
                            },
                            workers)
                    .thenCompose(good -> hasher.hash(Objects.requireNonNull(password)))
                    .thenCompose(hash -> transactor.run(Set.of(), uow -> reset(uow, given, hash)));
        });
    }

    private void reset(UnitOfWork uow, MailedSecret token, PasswordHash hash) {
        Instant now = transactor.now();
        // Every change of an account locks the account first and its other rows after it.
        Account account = uow.codes()
                .findToken(token.hash(), now)
                .flatMap(uow.accounts()::lock)
                .filter(owner -> !owner.disabled())
                .filter(owner -> uow.codes().spendToken(token.hash(), now).isPresent())
                .orElseThrow(() -> ChatException.notFound("reset link"));
        PasswordReplacement.set(uow, account, hash, null, now);
    }

    @Override
    public CompletableFuture<Void> changePassword(Caller caller, PasswordChange change) {
        return ownCredentials.changePassword(caller, change);
    }

    @Override
    public CompletableFuture<Void> changeEmail(Caller caller, EmailChange change) {
        return ownCredentials.changeEmail(caller, change);
    }
}
