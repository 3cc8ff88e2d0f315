package dev.chatrooms.http.admin;

import dev.chatrooms.application.admin.AccountAdministration;
import dev.chatrooms.application.admin.AccountFilter;
import dev.chatrooms.application.admin.AccountOverview;
import dev.chatrooms.application.admin.Administration;
import dev.chatrooms.application.common.Fields;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.people.SearchTerm;
import dev.chatrooms.domain.account.AccountRole;
import dev.chatrooms.http.internal.Answer;
import dev.chatrooms.http.internal.Call;
import dev.chatrooms.http.internal.Query;
import dev.chatrooms.http.internal.Route;
import dev.chatrooms.wire.AccountChange;
import dev.chatrooms.wire.MalformedInput;
import dev.chatrooms.wire.NewAccount;
import dev.chatrooms.wire.ResetLink;
import dev.chatrooms.wire.Setup;
import dev.chatrooms.wire.mapping.AccountMapping;
import dev.chatrooms.wire.mapping.AdminMapping;
import dev.chatrooms.wire.mapping.Pages;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The routes for managing accounts, and the one that creates the first administrator. */
public final class AccountAdministrationRoutes {
    private static final String USERS = "/api/v1/admin/users";
    private static final String USER = USERS + "/{user}";

    private final Administration administration;

    public AccountAdministrationRoutes(Administration administration) {
        this.administration = administration;
    }

    public List<Route> routes() {
        return List.of(
                Route.post("/api/v1/setup", this::setUp).opened().takingBody(),
                Route.get(USERS, this::list),
                Route.post(USERS, this::create).takingBody(),
                Route.patch(USER, this::change).takingBody(),
                Route.delete(USER, this::delete),
                Route.post(USER + "/logout", this::endSessions),
                Route.post(USER + "/password-reset", this::resetLink));
    }

    private CompletionStage<Answer> setUp(Call call) {
        Setup setup = call.body(Setup.class);
        return administration
                .setUp(setup.token(), AdminMapping.registration(setup, call.address()))
                .thenApply(account -> Answer.of(201, AccountMapping.own(account)));
    }

    private AccountAdministration accounts(Call call) {
        return administration.as(call.caller(), call.address()).accounts();
    }

    private CompletionStage<Answer> list(Call call) {
        AccountAdministration accounts = accounts(call);
        Query query = call.query();
        Page<AccountOverview> page =
                accounts.list(new AccountFilter(search(query), role(query), query.flag("disabled")), query.page());
        return Answer.ok(Pages.of(page, account -> AdminMapping.account(account, null)))
                .now();
    }

    private static @Nullable SearchTerm search(Query query) {
        Fields fields = new Fields();
        Optional<SearchTerm> term =
                fields.optional("search", query.text("search"), typed -> Optional.ofNullable(SearchTerm.of(typed)));
        fields.check();
        return term == null ? null : term.orElse(null);
    }

    private static @Nullable AccountRole role(Query query) {
        String role = query.text("role");
        return role == null
                ? null
                : AdminMapping.roleNamed(role)
                        .orElseThrow(() -> MalformedInput.field("role", "malformed", "must be 'user' or 'admin'"));
    }

    private CompletionStage<Answer> create(Call call) {
        return accounts(call)
                .create(AdminMapping.newAccount(call.body(NewAccount.class)))
                .thenApply(created -> Answer.of(201, AdminMapping.account(created.account(), created.setupUrl())));
    }

    private CompletionStage<Answer> change(Call call) {
        AccountAdministration accounts = accounts(call);
        AccountChange change = call.body(AccountChange.class);
        return accounts.change(call.pathText("user"), AdminMapping.role(change.role()), change.disabled())
                .thenApply(account -> Answer.ok(AdminMapping.account(account, null)));
    }

    private CompletionStage<Answer> delete(Call call) {
        return accounts(call).delete(call.pathText("user")).thenApply(done -> Answer.noContent());
    }

    private CompletionStage<Answer> endSessions(Call call) {
        return accounts(call).endSessions(call.pathText("user")).thenApply(done -> Answer.noContent());
    }

    private CompletionStage<Answer> resetLink(Call call) {
        return accounts(call)
                .resetLink(call.pathText("user"))
                .thenApply(link -> Answer.ok(new ResetLink(link)).with("Cache-Control", "no-store"));
    }
}
