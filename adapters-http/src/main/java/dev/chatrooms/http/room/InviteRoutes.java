package dev.chatrooms.http.room;

import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.room.Invitations;
import dev.chatrooms.application.room.InvitePreview;
import dev.chatrooms.application.room.InviteView;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.http.internal.Answer;
import dev.chatrooms.http.internal.Call;
import dev.chatrooms.http.internal.Route;
import dev.chatrooms.wire.NewInvite;
import dev.chatrooms.wire.mapping.Pages;
import dev.chatrooms.wire.mapping.RoomMapping;
import dev.chatrooms.wire.mapping.RoomRequests;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The routes for creating, viewing and accepting invites. */
public final class InviteRoutes {
    private static final String INVITES = "/api/v1/rooms/{room}/invites";
    private static final String INVITE = "/api/v1/invites/{code}";

    private final Invitations invitations;

    public InviteRoutes(Invitations invitations) {
        this.invitations = invitations;
    }

    public List<Route> routes() {
        return List.of(
                Route.post(INVITES, this::create).takingBody(),
                Route.get(INVITES, this::list),
                Route.delete(INVITES + "/{code}", this::revoke),
                Route.get(INVITE, this::preview),
                Route.post(INVITE + "/accept", this::accept));
    }

    private CompletionStage<Answer> create(Call call) {
        return invitations
                .create(call.caller(), room(call), RoomRequests.newInvite(call.optionalBody(NewInvite.class)))
                .thenApply(invite -> Answer.of(201, RoomMapping.invite(invite)));
    }

    private CompletionStage<Answer> list(Call call) {
        Page<InviteView> invites =
                invitations.list(call.caller(), room(call), call.query().page());
        return Answer.ok(Pages.of(invites, RoomMapping::invite)).now();
    }

    private CompletionStage<Answer> revoke(Call call) {
        return invitations.revoke(call.caller(), room(call), code(call)).thenApply(done -> Answer.noContent());
    }

    private CompletionStage<Answer> preview(Call call) {
        InvitePreview preview = invitations.preview(call.caller(), code(call));
        return Answer.ok(RoomMapping.preview(preview)).now();
    }

    private CompletionStage<Answer> accept(Call call) {
        return invitations
                .accept(call.caller(), code(call))
                .thenApply(
                        room -> Answer.ok(RoomMapping.room(room, call.caller().accountId())));
    }

    private static RoomId room(Call call) {
        return new RoomId(call.pathId("room"));
    }

    private static String code(Call call) {
        return call.pathText("code");
    }
}
