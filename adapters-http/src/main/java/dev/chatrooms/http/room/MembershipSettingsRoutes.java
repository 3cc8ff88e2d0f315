package dev.chatrooms.http.room;

import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.room.MembershipSettings;
import dev.chatrooms.application.room.ReadMarker;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.http.internal.Answer;
import dev.chatrooms.http.internal.Call;
import dev.chatrooms.http.internal.Route;
import dev.chatrooms.wire.MembershipSettingsChange;
import dev.chatrooms.wire.ReadMarkerChange;
import dev.chatrooms.wire.mapping.Pages;
import dev.chatrooms.wire.mapping.RoomMapping;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The routes for a member's own settings and for read markers. */
public final class MembershipSettingsRoutes {
    private final MembershipSettings own;

    public MembershipSettingsRoutes(MembershipSettings own) {
        this.own = own;
    }

    public List<Route> routes() {
        return List.of(
                Route.patch("/api/v1/rooms/{room}/me", this::keep).takingBody(),
                Route.put("/api/v1/rooms/{room}/read", this::read).takingBody(),
                Route.get("/api/v1/rooms/{room}/reads", this::markers));
    }

    private CompletionStage<Answer> keep(Call call) {
        RoomId room = id(call);
        MembershipSettingsChange kept = call.body(MembershipSettingsChange.class);
        return own.update(call.caller(), room, kept.muted(), kept.favourite())
                .thenApply(
                        view -> Answer.ok(RoomMapping.room(view, call.caller().accountId())));
    }

    private CompletionStage<Answer> read(Call call) {
        RoomId room = id(call);
        ReadMarkerChange change = call.body(ReadMarkerChange.class);
        CompletionStage<MembershipSettings.Marker> moved = Boolean.TRUE.equals(change.markUnread())
                ? own.markUnread(call.caller(), room, change.seq())
                : own.read(call.caller(), room, change.seq());
        return moved.thenApply(marker -> Answer.ok(RoomMapping.marker(marker)));
    }

    private CompletionStage<Answer> markers(Call call) {
        Page<ReadMarker> markers =
                own.markers(call.caller(), id(call), call.query().page());
        return Answer.ok(Pages.of(markers, RoomMapping::readMarker)).now();
    }

    private static RoomId id(Call call) {
        return new RoomId(call.pathId("room"));
    }
}
