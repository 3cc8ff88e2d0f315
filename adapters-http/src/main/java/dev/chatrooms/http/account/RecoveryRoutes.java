package dev.chatrooms.http.account;

import dev.chatrooms.application.account.AccountRecovery;
import dev.chatrooms.http.internal.Answer;
import dev.chatrooms.http.internal.Call;
import dev.chatrooms.http.internal.Route;
import dev.chatrooms.wire.EmailChange;
import dev.chatrooms.wire.PasswordChange;
import dev.chatrooms.wire.PasswordReset;
import dev.chatrooms.wire.PasswordResetLinkRequest;
import dev.chatrooms.wire.Verification;
import dev.chatrooms.wire.VerificationCodeRequest;
import dev.chatrooms.wire.mapping.AccountRequests;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The routes for e-mail verification, password resets, and changes of password and e-mail address. */
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
        recovery.verify(AccountRequests.verification(call.body(Verification.class), call.address()));
        return Answer.noContent().now();
    }

    private CompletionStage<Answer> resend(Call call) {
        recovery.resendCode(call.body(VerificationCodeRequest.class).username(), call.address());
        return Answer.accepted().now();
    }

    private CompletionStage<Answer> forgot(Call call) {
        recovery.forgotPassword(call.body(PasswordResetLinkRequest.class).email(), call.address());
        return Answer.accepted().now();
    }

    private CompletionStage<Answer> check(Call call) {
        recovery.checkResetToken(call.pathText("token"), call.address());
        return Answer.noContent().now();
    }

    private CompletionStage<Answer> reset(Call call) {
        PasswordReset reset = call.body(PasswordReset.class);
        return recovery.resetPassword(AccountRequests.passwordReset(reset, call.address()))
                .thenApply(done -> Answer.noContent());
    }

    private CompletionStage<Answer> changePassword(Call call) {
        PasswordChange change = call.body(PasswordChange.class);
        return recovery.changePassword(call.caller(), AccountRequests.passwordChange(change, call.address()))
                .thenApply(done -> Answer.noContent());
    }

    private CompletionStage<Answer> changeEmail(Call call) {
        EmailChange change = call.body(EmailChange.class);
        return recovery.changeEmail(call.caller(), AccountRequests.emailChange(change, call.address()))
                .thenApply(done -> Answer.accepted());
    }
}
