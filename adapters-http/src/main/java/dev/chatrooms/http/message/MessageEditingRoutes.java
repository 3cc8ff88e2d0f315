package dev.chatrooms.http.message;

import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.message.MessageEditing;
import dev.chatrooms.application.message.MessageView;
import dev.chatrooms.application.message.Reaction;
import dev.chatrooms.application.message.Revision;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.http.internal.Answer;
import dev.chatrooms.http.internal.Call;
import dev.chatrooms.http.internal.Route;
import dev.chatrooms.wire.MessageEdit;
import dev.chatrooms.wire.mapping.MessageMapping;
import dev.chatrooms.wire.mapping.Pages;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The routes for editing, deleting, pinning and reacting to messages. */
public final class MessageEditingRoutes {
    private final MessageEditing editing;

    public MessageEditingRoutes(MessageEditing editing) {
        this.editing = editing;
    }

    public List<Route> routes() {
        return List.of(
                Route.patch("/api/v1/messages/{message}", this::edit).takingBody(),
                Route.delete("/api/v1/messages/{message}", this::delete),
                Route.get("/api/v1/messages/{message}/revisions", this::revisions)
                        .readingPages(),
                Route.get("/api/v1/messages/{message}/reactions", this::reactions),
                Route.put("/api/v1/messages/{message}/reactions/{emoji}", call -> react(call, true)),
                Route.delete("/api/v1/messages/{message}/reactions/{emoji}", call -> react(call, false)),
                Route.put("/api/v1/messages/{message}/pin", call -> pin(call, true)),
                Route.delete("/api/v1/messages/{message}/pin", call -> pin(call, false)),
                Route.get("/api/v1/rooms/{room}/pins", this::pins).readingPages());
    }

    private CompletionStage<Answer> edit(Call call) {
        MessageId id = id(call);
        return editing.edit(call.caller(), id, call.body(MessageEdit.class).text())
                .thenApply(edited -> Answer.ok(MessageMapping.message(edited.message(), viewer(call))));
    }

    private CompletionStage<Answer> delete(Call call) {
        return editing.delete(call.caller(), id(call)).thenApply(done -> Answer.noContent());
    }

    private CompletionStage<Answer> revisions(Call call) {
        Page<Revision> page =
                editing.revisions(call.caller(), id(call), call.query().page());
        return Answer.ok(Pages.of(page, MessageMapping::revision)).now();
    }

    private CompletionStage<Answer> react(Call call, boolean on) {
        return editing.react(call.caller(), id(call), call.pathText("emoji"), on)
                .thenApply(done -> Answer.noContent());
    }

    private CompletionStage<Answer> reactions(Call call) {
        Page<Reaction> page =
                editing.reactions(call.caller(), id(call), call.query().page());
        return Answer.ok(Pages.of(page, MessageMapping::reaction)).now();
    }

    private CompletionStage<Answer> pin(Call call, boolean on) {
        return editing.pin(call.caller(), id(call), on).thenApply(done -> Answer.noContent());
    }

    private CompletionStage<Answer> pins(Call call) {
        RoomId room = new RoomId(call.pathId("room"));
        Page<MessageView> page = editing.pins(call.caller(), room, call.query().page());
        return Answer.ok(MessageMapping.page(page, viewer(call))).now();
    }

    private static MessageId id(Call call) {
        return new MessageId(call.pathId("message"));
    }

    private static AccountId viewer(Call call) {
        return call.caller().accountId();
    }
}
