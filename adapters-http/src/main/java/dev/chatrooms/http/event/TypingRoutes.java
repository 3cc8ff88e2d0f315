package dev.chatrooms.http.event;

import dev.chatrooms.application.event.Typing;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.http.internal.Answer;
import dev.chatrooms.http.internal.Call;
import dev.chatrooms.http.internal.Route;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The route for typing notifications, for clients without a socket. */
public final class TypingRoutes {
    private final Typing typing;

    public TypingRoutes(Typing typing) {
        this.typing = typing;
    }

    public List<Route> routes() {
        return List.of(Route.post("/api/v1/rooms/{room}/typing", this::type));
    }

    private CompletionStage<Answer> type(Call call) {
        RoomId room = new RoomId(call.pathId("room"));
        return typing.typing(call.caller(), room, true).thenApply(done -> Answer.noContent());
    }
}
