package dev.chatrooms.http.room;

import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.room.BanRequest;
import dev.chatrooms.application.room.BanView;
import dev.chatrooms.application.room.MemberView;
import dev.chatrooms.application.room.RoomEdit;
import dev.chatrooms.application.room.RoomModeration;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.Role;
import dev.chatrooms.http.internal.Answer;
import dev.chatrooms.http.internal.Call;
import dev.chatrooms.http.internal.Route;
import dev.chatrooms.wire.JsonObjectReader;
import dev.chatrooms.wire.PageJson;
import dev.chatrooms.wire.RoomJson;
import dev.chatrooms.wire.WireTime;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What owners and moderators do to a room, its members and whom they keep out. */
public final class RoomModerationRoutes {
    private static final String ROOM = "/api/v1/rooms/{room}";
    private static final String MEMBER = ROOM + "/members/{user}";
    private static final String BANS = ROOM + "/bans";
    private static final String BAN = BANS + "/{user}";

    private final RoomModeration moderation;

    public RoomModerationRoutes(RoomModeration moderation) {
        this.moderation = moderation;
    }

    public List<Route> routes() {
        return List.of(
                Route.patch(ROOM, this::change).takingBody(),
                Route.put(MEMBER, this::add),
                Route.patch(MEMBER, this::changeRole).takingBody(),
                Route.delete(MEMBER, this::remove),
                Route.get(BANS, this::bans),
                Route.put(BAN, this::ban).takingBody(),
                Route.delete(BAN, this::unban));
    }

    private CompletionStage<Answer> change(Call call) {
        JsonObjectReader body = call.body();
        String name = optional(body, "name");
        String topic = body.isNull("topic") ? "" : body.optionalString("topic");
        String kind = optional(body, "kind");
        body.end();
        RoomEdit edit = new RoomEdit(name, topic, RoomFields.newKind(kind));
        return moderation
                .change(call.caller(), room(call), edit)
                .thenApply(room -> Answer.ok(
                        json -> RoomJson.room(json, room, call.caller().accountId())));
    }

    /** A text that stays as it is where it is left out; it cannot be taken away. */
    private static @Nullable String optional(JsonObjectReader body, String field) {
        if (body.isNull(field)) {
            throw RoomFields.invalid(field, "missing", "cannot be taken away");
        }
        return body.optionalString(field);
    }

    private CompletionStage<Answer> add(Call call) {
        return moderation.add(call.caller(), room(call), user(call)).thenApply(RoomModerationRoutes::member);
    }

    private CompletionStage<Answer> changeRole(Call call) {
        JsonObjectReader body = call.body();
        String text = body.optionalString("role");
        body.end();
        Role role = RoomFields.role(text);
        return moderation
                .changeRole(call.caller(), room(call), user(call), role)
                .thenApply(RoomModerationRoutes::member);
    }

    private static Answer member(MemberView member) {
        return Answer.ok(json -> RoomJson.member(json, member));
    }

    private CompletionStage<Answer> remove(Call call) {
        return moderation.remove(call.caller(), room(call), user(call)).thenApply(done -> Answer.noContent());
    }

    private CompletionStage<Answer> bans(Call call) {
        Page<BanView> bans =
                moderation.bans(call.caller(), room(call), call.query().page());
        return Answer.ok(json -> PageJson.page(json, bans, RoomJson::ban)).now();
    }

    private CompletionStage<Answer> ban(Call call) {
        return moderation
                .ban(call.caller(), room(call), user(call), call.hasBody() ? ban(call.body()) : BanRequest.FOR_EVER)
                .thenApply(done -> Answer.noContent());
    }

    private static BanRequest ban(JsonObjectReader body) {
        String reason = body.optionalString("reason");
        String until = body.optionalString("until");
        body.end();
        return new BanRequest(reason, until == null ? null : WireTime.parse("until", until));
    }

    private CompletionStage<Answer> unban(Call call) {
        return moderation.unban(call.caller(), room(call), user(call)).thenApply(done -> Answer.noContent());
    }

    private static RoomId room(Call call) {
        return new RoomId(call.pathId("room"));
    }

    private static String user(Call call) {
        return call.pathText("user");
    }
}
