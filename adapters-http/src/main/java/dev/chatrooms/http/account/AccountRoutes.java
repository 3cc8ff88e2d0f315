package dev.chatrooms.http.account;

import dev.chatrooms.application.account.AccountManagement;
import dev.chatrooms.application.account.Registration;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.http.internal.Answer;
import dev.chatrooms.http.internal.Call;
import dev.chatrooms.http.internal.Route;
import dev.chatrooms.wire.AccountJson;
import dev.chatrooms.wire.JsonObjectReader;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Becoming somebody, and seeing who one is. */
public final class AccountRoutes {
    private final AccountManagement accounts;

    public AccountRoutes(AccountManagement accounts) {
        this.accounts = accounts;
    }

    public List<Route> routes() {
        return List.of(
                Route.post("/api/v1/auth/register", this::register).opened().takingBody(),
                Route.get("/api/v1/me", this::me));
    }

    private CompletionStage<Answer> register(Call call) {
        JsonObjectReader body = call.body();
        Registration registration = new Registration(
                body.optionalString("username"),
                body.optionalString("password"),
                body.optionalString("email"),
                body.optionalString("displayName"),
                body.optionalString("firstName"),
                body.optionalString("lastName"),
                call.address());
        body.end();
        return accounts.register(registration)
                .thenApply(account -> Answer.of(201, json -> AccountJson.own(json, account)));
    }

    private CompletionStage<Answer> me(Call call) {
        Account account = accounts.account(call.caller());
        return Answer.ok(json -> AccountJson.own(json, account)).now();
    }
}
