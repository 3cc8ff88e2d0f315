package dev.chatrooms.http.account;

import dev.chatrooms.application.account.AccountRecovery;
import dev.chatrooms.application.account.AccountRecovery.EmailChange;
import dev.chatrooms.application.account.AccountRecovery.PasswordChange;
import dev.chatrooms.application.account.AccountRecovery.PasswordReset;
import dev.chatrooms.application.account.AccountRecovery.Verification;
import dev.chatrooms.http.internal.Answer;
import dev.chatrooms.http.internal.Call;
import dev.chatrooms.http.internal.Route;
import dev.chatrooms.wire.JsonObjectReader;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Proving an address, getting back in without the password, and changing both. */
public final class RecoveryRoutes {
    private final AccountRecovery recovery;

    public RecoveryRoutes(AccountRecovery recovery) {
        this.recovery = recovery;
    }

    public List<Route> routes() {
        return List.of(
                Route.post("/api/v1/auth/verify", this::verify).opened().takingBody(),
                Route.post("/api/v1/auth/verify/resend", this::resend).opened().takingBody(),
                Route.post("/api/v1/auth/password/forgot", this::forgot)
                        .opened()
                        .takingBody(),
                Route.get("/api/v1/auth/password/reset/{token}", this::check).opened(),
                Route.post("/api/v1/auth/password/reset", this::reset).opened().takingBody(),
                Route.put("/api/v1/me/password", this::changePassword).takingBody(),
                Route.put("/api/v1/me/email", this::changeEmail).takingBody());
    }

    private CompletionStage<Answer> verify(Call call) {
        JsonObjectReader body = call.body();
        Verification verification =
                new Verification(body.optionalString("username"), body.optionalString("code"), call.address());
        body.end();
        recovery.verify(verification);
        return Answer.noContent().now();
    }

    private CompletionStage<Answer> resend(Call call) {
        JsonObjectReader body = call.body();
        String username = body.optionalString("username");
        body.end();
        recovery.resendCode(username, call.address());
        return Answer.accepted().now();
    }

    private CompletionStage<Answer> forgot(Call call) {
        JsonObjectReader body = call.body();
        String email = body.optionalString("email");
        body.end();
        recovery.forgotPassword(email, call.address());
        return Answer.accepted().now();
    }

    private CompletionStage<Answer> check(Call call) {
        recovery.checkReset(call.pathText("token"), call.address());
        return Answer.noContent().now();
    }

    private CompletionStage<Answer> reset(Call call) {
        JsonObjectReader body = call.body();
        PasswordReset reset =
                new PasswordReset(body.optionalString("token"), body.optionalString("newPassword"), call.address());
        body.end();
        return recovery.resetPassword(reset).thenApply(done -> Answer.noContent());
    }

    private CompletionStage<Answer> changePassword(Call call) {
        JsonObjectReader body = call.body();
        PasswordChange change = new PasswordChange(
                body.optionalString("currentPassword"), body.optionalString("newPassword"), call.address());
        body.end();
        return recovery.changePassword(call.caller(), change).thenApply(done -> Answer.noContent());
    }

    private CompletionStage<Answer> changeEmail(Call call) {
        JsonObjectReader body = call.body();
        EmailChange change =
                new EmailChange(body.optionalString("email"), body.optionalString("currentPassword"), call.address());
        body.end();
        return recovery.changeEmail(call.caller(), change).thenApply(done -> Answer.accepted());
    }
}
