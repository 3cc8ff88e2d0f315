package dev.chatrooms.http.search;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.search.FoundMessage;
import dev.chatrooms.application.search.MessageSearch;
import dev.chatrooms.application.search.SearchRequest;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.http.internal.Answer;
import dev.chatrooms.http.internal.Call;
import dev.chatrooms.http.internal.Query;
import dev.chatrooms.http.internal.Route;
import dev.chatrooms.wire.mapping.MessageMapping;
import dev.chatrooms.wire.mapping.Pages;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The route for searching messages. */
public final class SearchRoutes {
    private final MessageSearch search;

    public SearchRoutes(MessageSearch search) {
        this.search = search;
    }

    /** Must be registered before a path with a message id in the same place: the first match is taken. */
    public List<Route> routes() {
        return List.of(Route.get("/api/v1/messages/search", this::search).limitedAsExpensive());
    }

    private CompletionStage<Answer> search(Call call) {
        Query query = call.query();
        UUID room = query.id("room");
        SearchRequest request = new SearchRequest(
                query.text("q"),
                room == null ? null : new RoomId(room),
                query.text("sender"),
                query.moment("from"),
                query.moment("to"),
                query.page());
        AccountId viewer = call.caller().accountId();
        CompletableFuture<Page<FoundMessage>> found = search.search(call.caller(), request);
        call.onAbandoned(
                found,
                () -> found.completeExceptionally(
                        ChatException.unavailable("this takes too long at the moment", null)));
        return found.thenApply(page -> Answer.ok(Pages.of(page, item -> MessageMapping.found(item, viewer))));
    }
}
