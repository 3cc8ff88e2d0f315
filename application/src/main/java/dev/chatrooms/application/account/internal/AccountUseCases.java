package dev.chatrooms.application.account.internal;

import dev.chatrooms.application.account.AccountManagement;
import dev.chatrooms.application.account.Registration;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.ChatSettings;
import dev.chatrooms.application.internal.AddressPrefix;
import dev.chatrooms.application.internal.RateLimits;
import dev.chatrooms.application.internal.Store;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.AccountRole;
import java.util.concurrent.CompletableFuture;

/** {@link AccountManagement} over the store. */
public record AccountUseCases(Store store, NewAccounts newAccounts, RateLimits allowances, ChatSettings settings)
        implements AccountManagement {
    @Override
    public CompletableFuture<Account> register(Registration registration) {
        try {
            if (!settings.openRegistration()) {
                throw new ChatException(RefusalCode.REGISTRATION_CLOSED, "registration is closed");
            }
            if (registration.address() != null) {
                allowances.registration(AddressPrefix.of(registration.address()));
            }
            return newAccounts.add(registration, AccountRole.USER);
        } catch (ChatException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public Account account(Caller caller) {
        return store.readSingle(stores -> stores.accounts().find(caller.accountId()))
                .orElseThrow(() -> new ChatException(RefusalCode.UNAUTHENTICATED, "this account is gone"));
    }
}
