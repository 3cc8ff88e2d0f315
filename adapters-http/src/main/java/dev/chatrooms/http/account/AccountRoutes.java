package dev.chatrooms.http.account;

import dev.chatrooms.application.account.AccountManagement;
import dev.chatrooms.application.identity.Authenticators;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.http.internal.Answer;
import dev.chatrooms.http.internal.Call;
import dev.chatrooms.http.internal.Route;
import dev.chatrooms.wire.Credentials;
import dev.chatrooms.wire.Registration;
import dev.chatrooms.wire.mapping.AccountMapping;
import dev.chatrooms.wire.mapping.AccountRequests;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The routes for registration and the caller's own account. */
public final class AccountRoutes {
    private final AccountManagement accounts;
    private final Authenticators authenticators;

    public AccountRoutes(AccountManagement accounts, Authenticators authenticators) {
        this.accounts = accounts;
        this.authenticators = authenticators;
    }

    public List<Route> registration() {
        return List.of(
                Route.post("/api/v1/auth/register", this::register).opened().takingBody());
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/api/v1/auth/credentials", this::credentials).opened(), Route.get("/api/v1/me", this::me));
    }

    private CompletionStage<Answer> register(Call call) {
        return accounts.register(AccountRequests.registration(call.body(Registration.class), call.address()))
                .thenApply(account -> Answer.of(201, AccountMapping.own(account)));
    }

    /** Answers without verifying the credential, so that a visit without one costs nothing. */
    private CompletionStage<Answer> credentials(Call call) {
        return Answer.ok(new Credentials(authenticators.find(call.head()).isPresent()))
                .now();
    }

    private CompletionStage<Answer> me(Call call) {
        Account account = accounts.account(call.caller());
        return Answer.ok(AccountMapping.own(account)).now();
    }
}
