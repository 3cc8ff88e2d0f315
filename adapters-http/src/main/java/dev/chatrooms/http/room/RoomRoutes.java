package dev.chatrooms.http.room;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.room.DirectRoomManagement;
import dev.chatrooms.application.room.MemberView;
import dev.chatrooms.application.room.RoomManagement;
import dev.chatrooms.application.room.RoomView;
import dev.chatrooms.domain.FieldError;
import dev.chatrooms.domain.Refusal;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.RoomKind;
import dev.chatrooms.http.internal.Answer;
import dev.chatrooms.http.internal.Call;
import dev.chatrooms.http.internal.Query;
import dev.chatrooms.http.internal.Route;
import dev.chatrooms.wire.MalformedInput;
import dev.chatrooms.wire.NewRoom;
import dev.chatrooms.wire.mapping.Pages;
import dev.chatrooms.wire.mapping.RoomMapping;
import dev.chatrooms.wire.mapping.RoomRequests;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The routes for creating, finding, joining and leaving rooms. */
public final class RoomRoutes {
    private final RoomManagement rooms;
    private final DirectRoomManagement directRooms;

    public RoomRoutes(RoomManagement rooms, DirectRoomManagement directRooms) {
        this.rooms = rooms;
        this.directRooms = directRooms;
    }

    public List<Route> routes() {
        return List.of(
                Route.post("/api/v1/rooms", this::create).takingBody(),
                Route.get("/api/v1/rooms", this::list),
                Route.get("/api/v1/rooms/{room}", this::show),
                Route.delete("/api/v1/rooms/{room}", this::delete),
                Route.post("/api/v1/rooms/{room}/join", this::join),
                Route.post("/api/v1/rooms/{room}/leave", this::leave),
                Route.get("/api/v1/rooms/{room}/members", this::members));
    }

    private CompletionStage<Answer> create(Call call) {
        dev.chatrooms.application.room.NewRoom newRoom = RoomRequests.newRoom(call.body(NewRoom.class));
        if (newRoom.kind() == RoomKind.DIRECT) {
            return directRooms
                    .open(call.caller(), newRoom)
                    .thenApply(opened -> room(call, opened.room(), opened.created() ? 201 : 200));
        }
        return rooms.create(call.caller(), newRoom).thenApply(room -> room(call, room, 201));
    }

    private CompletionStage<Answer> list(Call call) {
        Query query = call.query();
        PageRequest page = query.page();
        String scope = query.text("scope");
        if (scope == null) {
            return page(call, rooms.ownRooms(call.caller(), page));
        }
        if (!scope.equals("public")) {
            throw MalformedInput.field("scope", "malformed", "must be 'public', or left out");
        }
        return page(call, rooms.directory(call.caller(), search(query), page));
    }

    private CompletionStage<Answer> show(Call call) {
        RoomView room = rooms.room(call.caller(), id(call));
        return room(call, room).now();
    }

    private CompletionStage<Answer> delete(Call call) {
        return rooms.delete(call.caller(), id(call)).thenApply(done -> Answer.noContent());
    }

    private CompletionStage<Answer> join(Call call) {
        return rooms.join(call.caller(), id(call)).thenApply(room -> room(call, room));
    }

    private CompletionStage<Answer> leave(Call call) {
        return rooms.leave(call.caller(), id(call)).thenApply(done -> Answer.noContent());
    }

    private CompletionStage<Answer> members(Call call) {
        RoomId room = id(call);
        PageRequest page = call.query().page();
        String search = call.query().text("search");
        Page<MemberView> members = search == null
                ? rooms.members(call.caller(), room, page)
                : rooms.findMembers(call.caller(), room, search, page);
        return Answer.ok(Pages.of(members, RoomMapping::member)).now();
    }

    private static CompletionStage<Answer> page(Call call, Page<RoomView> page) {
        return Answer.ok(Pages.of(page, room -> RoomMapping.room(room, viewer(call))))
                .now();
    }

    private static Answer room(Call call, RoomView room) {
        return room(call, room, 200);
    }

    private static Answer room(Call call, RoomView room, int status) {
        return Answer.of(status, RoomMapping.room(room, viewer(call)));
    }

    private static RoomId id(Call call) {
        return new RoomId(call.pathId("room"));
    }

    private static AccountId viewer(Call call) {
        return call.caller().accountId();
    }

    private static @Nullable String search(Query query) {
        String search = query.text("search");
        if (search != null && search.indexOf('\0') >= 0) {
            // No name contains it, and some stores cannot search for it.
            throw invalid("search", "illegal_character", "must not contain NUL");
        }
        return search;
    }

    private static ChatException invalid(String field, String code, String message) {
        return new ChatException(new Refusal(
                RefusalCode.INVALID, "some fields are not acceptable", List.of(new FieldError(field, code, message))));
    }
}
