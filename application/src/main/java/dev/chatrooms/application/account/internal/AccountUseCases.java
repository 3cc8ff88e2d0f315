package dev.chatrooms.application.account.internal;

import dev.chatrooms.application.account.AccountManagement;
import dev.chatrooms.application.account.Registration;
import dev.chatrooms.application.commit.internal.Transactor;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.configuration.ConfigurationKey;
import dev.chatrooms.application.configuration.internal.LiveConfiguration;
import dev.chatrooms.application.internal.AddressPrefix;
import dev.chatrooms.application.internal.RateLimits;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.AccountRole;
import java.util.concurrent.CompletableFuture;

/** {@link AccountManagement} over the store. */
final class AccountUseCases implements AccountManagement {
    private final Transactor transactor;
    private final AccountCreation accountCreation;
    private final RateLimits rateLimits;
    private final LiveConfiguration configuration;

    AccountUseCases(
            Transactor transactor,
            AccountCreation accountCreation,
            RateLimits rateLimits,
            LiveConfiguration configuration) {
        this.transactor = transactor;
        this.accountCreation = accountCreation;
        this.rateLimits = rateLimits;
        this.configuration = configuration;
    }

    @Override
    public CompletableFuture<Account> register(Registration registration) {
        return Transactor.attempt(() -> {
            if (!configuration.flag(ConfigurationKey.REGISTRATION_OPEN)) {
                throw new ChatException(RefusalCode.REGISTRATION_CLOSED, "registration is closed");
            }
            if (registration.address() != null) {
                rateLimits.registration(AddressPrefix.of(registration.address()));
            }
            return accountCreation.add(registration, AccountRole.USER);
        });
    }

    @Override
    public Account account(Caller caller) {
        return transactor
                .readSingle(stores -> stores.accounts().find(caller.accountId()))
                .orElseThrow(() -> new ChatException(RefusalCode.UNAUTHENTICATED, "this account no longer exists"));
    }
}
