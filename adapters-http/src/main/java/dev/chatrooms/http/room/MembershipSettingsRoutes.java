package dev.chatrooms.http.room;

import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.room.MembershipSettings;
import dev.chatrooms.application.room.ReadMarker;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.http.internal.Answer;
import dev.chatrooms.http.internal.Call;
import dev.chatrooms.http.internal.Route;
import dev.chatrooms.wire.JsonObjectReader;
import dev.chatrooms.wire.PageJson;
import dev.chatrooms.wire.RoomJson;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** A member's own side of a room, and how far all of them have read. */
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
        JsonObjectReader body = call.body();
        Boolean muted = body.optionalBoolean("muted");
        Boolean favourite = body.optionalBoolean("favourite");
        body.end();
        return own.keep(call.caller(), room, muted, favourite)
                .thenApply(view -> Answer.ok(
                        json -> RoomJson.room(json, view, call.caller().accountId())));
    }

    private CompletionStage<Answer> read(Call call) {
        RoomId room = id(call);
        JsonObjectReader body = call.body();
        Long seq = body.optionalLong("seq");
        body.end();
        return own.read(call.caller(), room, seq)
                .thenApply(marker -> Answer.ok(json -> {
                    json.writeStartObject();
                    json.writeNumberField("readSeq", marker.readSeq());
                    json.writeNumberField("unread", marker.unread());
                    json.writeEndObject();
                }));
    }

    private CompletionStage<Answer> markers(Call call) {
        Page<ReadMarker> markers =
                own.markers(call.caller(), id(call), call.query().page());
        return Answer.ok(json -> PageJson.page(json, markers, RoomJson::marker)).now();
    }

    private static RoomId id(Call call) {
        return new RoomId(call.pathId("room"));
    }
}
