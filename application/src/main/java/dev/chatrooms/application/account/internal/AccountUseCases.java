package dev.chatrooms.application.account.internal;

import dev.chatrooms.application.Caller;
import dev.chatrooms.application.ChatException;
import dev.chatrooms.application.ChatSettings;
import dev.chatrooms.application.Fields;
import dev.chatrooms.application.account.AccountManagement;
import dev.chatrooms.application.account.Registration;
import dev.chatrooms.application.internal.Allowances;
import dev.chatrooms.application.internal.Store;
import dev.chatrooms.application.spi.ConstraintViolation;
import dev.chatrooms.application.spi.IdGenerator;
import dev.chatrooms.application.spi.PasswordHasher;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.AccountId;
import dev.chatrooms.domain.account.AccountRole;
import dev.chatrooms.domain.account.DisplayName;
import dev.chatrooms.domain.account.EmailAddress;
import dev.chatrooms.domain.account.Password;
import dev.chatrooms.domain.account.PasswordHash;
import dev.chatrooms.domain.account.Username;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** {@link AccountManagement} over the store and the hasher. */
public record AccountUseCases(
        Store store,
        PasswordHasher hasher,
        Allowances allowances,
        ChatSettings settings,
        InstantSource clock,
        IdGenerator ids,
        Executor workers)
        implements AccountManagement {
    @Override
    public CompletableFuture<Account> register(Registration registration) {
        try {
            if (!settings.openRegistration()) {
                throw new ChatException(RefusalCode.REGISTRATION_CLOSED, "registration is closed");
            }
            Fields fields = new Fields();
            Account account = account(registration, fields);
            Password password = fields.required("password", registration.password(), Password::new);
            fields.check();
            if (registration.address() != null) {
                allowances.registration(registration.address());
            }
            return hasher.hash(Objects.requireNonNull(password))
                    .thenApplyAsync(hash -> add(Objects.requireNonNull(account), hash), workers);
        } catch (ChatException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private @Nullable Account account(Registration registration, Fields fields) {
        Username username = fields.required("username", registration.username(), Username::new);
        EmailAddress email = fields.optional("email", registration.email(), EmailAddress::new);
        DisplayName displayName = fields.optional("displayName", registration.displayName(), DisplayName::new);
        DisplayName firstName = fields.optional("firstName", registration.firstName(), DisplayName::new);
        DisplayName lastName = fields.optional("lastName", registration.lastName(), DisplayName::new);
        if (username == null) {
            return null;
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return new Account(
                new AccountId(ids.next()),
                username,
                displayName == null ? new DisplayName(username.value()) : displayName,
                firstName,
                lastName,
                null,
                AccountRole.USER,
                email,
                false,
                false,
                now,
                now);
    }

    private Account add(Account account, PasswordHash hash) {
        try {
            return store.write(uow -> {
                uow.accounts().add(account, hash);
                return account;
            });
        } catch (ConstraintViolation e) {
            throw new ChatException(RefusalCode.USERNAME_TAKEN, "somebody already has this username");
        }
    }

    @Override
    public Account account(Caller caller) {
        return store.read(stores -> stores.accounts().find(caller.accountId()))
                .orElseThrow(() -> new ChatException(RefusalCode.UNAUTHENTICATED, "this account is gone"));
    }
}
