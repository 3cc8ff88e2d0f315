package dev.chatrooms.http.admin;

import dev.chatrooms.application.admin.Administration;
import dev.chatrooms.application.admin.AuditAction;
import dev.chatrooms.application.admin.AuditQuery;
import dev.chatrooms.application.admin.AuditView;
import dev.chatrooms.application.admin.Reports;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.http.internal.Answer;
import dev.chatrooms.http.internal.Call;
import dev.chatrooms.http.internal.Query;
import dev.chatrooms.http.internal.Route;
import dev.chatrooms.wire.MalformedInput;
import dev.chatrooms.wire.Resync;
import dev.chatrooms.wire.mapping.AdminMapping;
import dev.chatrooms.wire.mapping.Pages;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The routes for what administrators read about the chat. */
public final class ReportRoutes {
    private final Administration administration;

    public ReportRoutes(Administration administration) {
        this.administration = administration;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/api/v1/admin/audit", this::audit),
                Route.get("/api/v1/admin/stats", this::statistics),
                Route.post("/api/v1/admin/resync", this::resync));
    }

    private Reports reports(Call call) {
        return administration.as(call.caller(), call.address()).reports();
    }

    private CompletionStage<Answer> statistics(Call call) {
        return Answer.ok(AdminMapping.statistics(reports(call).statistics())).now();
    }

    private CompletionStage<Answer> resync(Call call) {
        return reports(call)
                .resync()
                .thenApply(done -> Answer.ok(
                        new Resync(done.rooms(), done.accounts(), done.took().toMillis())));
    }

    private CompletionStage<Answer> audit(Call call) {
        Reports reports = reports(call);
        Query query = call.query();
        Page<AuditView> page = reports.audit(
                new AuditQuery(
                        query.text("actor"),
                        query.text("target"),
                        action(query),
                        query.moment("from"),
                        query.moment("to")),
                query.page());
        return Answer.ok(Pages.of(page, AdminMapping::audit)).now();
    }

    private static @Nullable AuditAction action(Query query) {
        String action = query.text("action");
        return action == null
                ? null
                : AuditAction.of(action)
                        .orElseThrow(() -> MalformedInput.field("action", "malformed", "is not an action"));
    }
}
