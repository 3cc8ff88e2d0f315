package dev.chatrooms.http.admin;

import dev.chatrooms.application.admin.Administration;
import dev.chatrooms.application.admin.RoomAdministration;
import dev.chatrooms.application.admin.RoomFilter;
import dev.chatrooms.application.admin.RoomOverview;
import dev.chatrooms.application.common.Fields;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.people.NameSearch;
import dev.chatrooms.domain.TextRules;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.RoomKind;
import dev.chatrooms.http.internal.Answer;
import dev.chatrooms.http.internal.Call;
import dev.chatrooms.http.internal.Query;
import dev.chatrooms.http.internal.Route;
import dev.chatrooms.wire.AdminRoomChange;
import dev.chatrooms.wire.MalformedInput;
import dev.chatrooms.wire.RoomChange;
import dev.chatrooms.wire.mapping.AdminMapping;
import dev.chatrooms.wire.mapping.Pages;
import dev.chatrooms.wire.mapping.RoomRequests;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The routes for managing rooms. */
public final class RoomAdministrationRoutes {
    private static final String ROOMS = "/api/v1/admin/rooms";
    private static final String ROOM = ROOMS + "/{room}";
    private static final int MAX_SEARCH = 254;

    private final Administration administration;

    public RoomAdministrationRoutes(Administration administration) {
        this.administration = administration;
    }

    public List<Route> routes() {
        return List.of(
                Route.get(ROOMS, this::list),
                Route.patch(ROOM, this::change).takingBody(),
                Route.delete(ROOM, this::delete));
    }

    private RoomAdministration rooms(Call call) {
        return administration.as(call.caller(), call.address()).rooms();
    }

    private CompletionStage<Answer> list(Call call) {
        RoomAdministration rooms = rooms(call);
        Query query = call.query();
        Page<RoomOverview> page = rooms.list(new RoomFilter(search(query), kind(query)), query.page());
        return Answer.ok(Pages.of(page, AdminMapping::room)).now();
    }

    private static @Nullable NameSearch search(Query query) {
        Fields fields = new Fields();
        NameSearch search = fields.optional("search", query.text("search"), text -> {
            TextRules.anyText(text, MAX_SEARCH);
            return NameSearch.ofRooms(text);
        });
        fields.check();
        return search;
    }

    private static @Nullable RoomKind kind(Query query) {
        String kind = query.text("kind");
        if (kind == null) {
            return null;
        }
        return switch (kind) {
            case "public" -> RoomKind.PUBLIC;
            case "private" -> RoomKind.PRIVATE;
            case "direct" -> RoomKind.DIRECT;
            default -> throw MalformedInput.field("kind", "malformed", "must be public, private or direct");
        };
    }

    private CompletionStage<Answer> change(Call call) {
        RoomAdministration rooms = rooms(call);
        AdminRoomChange change = call.body(AdminRoomChange.class);
        return rooms.change(
                        id(call),
                        RoomRequests.roomEdit(new RoomChange(change.name(), change.topic(), change.kind())),
                        change.owner())
                .thenApply(room -> Answer.ok(AdminMapping.room(room)));
    }

    private CompletionStage<Answer> delete(Call call) {
        RoomAdministration rooms = rooms(call);
        return rooms.delete(id(call)).thenApply(done -> Answer.noContent());
    }

    private static RoomId id(Call call) {
        return new RoomId(call.pathId("room"));
    }
}
