package dev.chatrooms.http.message;

import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.message.HistoryPage;
import dev.chatrooms.application.message.HistoryRequest;
import dev.chatrooms.application.message.HistoryRequest.Anchor;
import dev.chatrooms.application.message.MessageQuery;
import dev.chatrooms.application.message.MessageThread;
import dev.chatrooms.application.message.MessageView;
import dev.chatrooms.application.message.Messaging;
import dev.chatrooms.application.message.Send;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.http.internal.Answer;
import dev.chatrooms.http.internal.Call;
import dev.chatrooms.http.internal.Query;
import dev.chatrooms.http.internal.Route;
import dev.chatrooms.wire.MalformedInput;
import dev.chatrooms.wire.NewMessage;
import dev.chatrooms.wire.mapping.MessageMapping;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** The routes for sending and reading messages. */
public final class MessageRoutes {
    private final Messaging messages;

    public MessageRoutes(Messaging messages) {
        this.messages = messages;
    }

    public List<Route> routes() {
        return List.of(
                Route.post("/api/v1/rooms/{room}/messages", this::send).takingBody(),
                Route.get("/api/v1/rooms/{room}/messages", this::history).readingPages(),
                Route.get("/api/v1/messages", this::list).readingPages(),
                Route.get("/api/v1/mentions", this::mentions).readingPages(),
                Route.get("/api/v1/messages/{message}", this::show),
                Route.get("/api/v1/messages/{message}/thread", this::thread).readingPages());
    }

    private CompletionStage<Answer> send(Call call) {
        RoomId room = new RoomId(call.pathId("room"));
        Send send = MessageMapping.send(room, call.body(NewMessage.class));
        return messages.send(call.caller(), send)
                .thenApply(posted -> message(call, posted.message(), posted.duplicate() ? 200 : 201));
    }

    private CompletionStage<Answer> history(Call call) {
        RoomId room = new RoomId(call.pathId("room"));
        HistoryPage page = messages.history(call.caller(), room, request(call.query()));
        return Answer.ok(MessageMapping.history(page, viewer(call))).now();
    }

    private CompletionStage<Answer> show(Call call) {
        MessageId id = new MessageId(call.pathId("message"));
        return message(call, messages.message(call.caller(), id), 200).now();
    }

    private CompletionStage<Answer> thread(Call call) {
        MessageId id = new MessageId(call.pathId("message"));
        MessageThread thread = messages.thread(call.caller(), id, call.query().page());
        return Answer.ok(MessageMapping.thread(thread, viewer(call))).now();
    }

    private CompletionStage<Answer> list(Call call) {
        Query query = call.query();
        UUID room = query.id("room");
        MessageQuery wanted = new MessageQuery(
                room == null ? null : new RoomId(room), query.text("sender"), query.moment("from"), query.moment("to"));
        return page(call, messages.messages(call.caller(), wanted, query.page()));
    }

    private CompletionStage<Answer> mentions(Call call) {
        return page(call, messages.mentions(call.caller(), call.query().page()));
    }

    private static CompletionStage<Answer> page(Call call, Page<MessageView> page) {
        return Answer.ok(MessageMapping.page(page, viewer(call))).now();
    }

    private static HistoryRequest request(Query query) {
        int limit = query.number("limit", 1, PageRequest.MAX_LIMIT, PageRequest.DEFAULT_LIMIT);
        HistoryRequest request = HistoryRequest.newest(limit);
        int anchors = 0;
        for (Anchor anchor : List.of(Anchor.BEFORE, Anchor.AFTER, Anchor.AROUND)) {
            Long seq = query.number(parameter(anchor), 0, Long.MAX_VALUE);
            if (seq != null) {
                request = new HistoryRequest(anchor, seq, limit);
                anchors++;
            }
        }
        if (anchors > 1) {
            throw MalformedInput.of("only one of 'before', 'after' and 'around' can be given");
        }
        return request;
    }

    private static String parameter(Anchor anchor) {
        return switch (anchor) {
            case BEFORE -> "before";
            case AFTER -> "after";
            case AROUND -> "around";
            case NEWEST -> throw new IllegalArgumentException("the newest messages have no parameter");
        };
    }

    private static Answer message(Call call, MessageView message, int status) {
        return Answer.of(status, MessageMapping.message(message, viewer(call)));
    }

    private static AccountId viewer(Call call) {
        return call.caller().accountId();
    }
}
