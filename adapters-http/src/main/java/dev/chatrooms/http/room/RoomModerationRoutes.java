package dev.chatrooms.http.room;

import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.room.BanView;
import dev.chatrooms.application.room.MemberView;
import dev.chatrooms.application.room.RoomEdit;
import dev.chatrooms.application.room.RoomModeration;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.Role;
import dev.chatrooms.http.internal.Answer;
import dev.chatrooms.http.internal.Call;
import dev.chatrooms.http.internal.Route;
import dev.chatrooms.wire.NewBan;
import dev.chatrooms.wire.RoleChange;
import dev.chatrooms.wire.RoomChange;
import dev.chatrooms.wire.mapping.Pages;
import dev.chatrooms.wire.mapping.RoomMapping;
import dev.chatrooms.wire.mapping.RoomRequests;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The routes for changing a room, its members and its bans. */
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
        RoomEdit edit = RoomRequests.roomEdit(call.body(RoomChange.class));
        return moderation
                .change(call.caller(), room(call), edit)
                .thenApply(
                        room -> Answer.ok(RoomMapping.room(room, call.caller().accountId())));
    }

    private CompletionStage<Answer> add(Call call) {
        return moderation.add(call.caller(), room(call), user(call)).thenApply(RoomModerationRoutes::member);
    }

    private CompletionStage<Answer> changeRole(Call call) {
        Role role = RoomRequests.role(call.body(RoleChange.class));
        return moderation
                .changeRole(call.caller(), room(call), user(call), role)
                .thenApply(RoomModerationRoutes::member);
    }

    private static Answer member(MemberView member) {
        return Answer.ok(RoomMapping.member(member));
    }

    private CompletionStage<Answer> remove(Call call) {
        return moderation.remove(call.caller(), room(call), user(call)).thenApply(done -> Answer.noContent());
    }

    private CompletionStage<Answer> bans(Call call) {
        Page<BanView> bans =
                moderation.bans(call.caller(), room(call), call.query().page());
        return Answer.ok(Pages.of(bans, RoomMapping::ban)).now();
    }

    private CompletionStage<Answer> ban(Call call) {
        return moderation
                .ban(call.caller(), room(call), user(call), RoomRequests.ban(call.optionalBody(NewBan.class)))
                .thenApply(done -> Answer.noContent());
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
