package dev.chatrooms.websocket;

import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.message.Send;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.wire.JsonObjectReader;
import dev.chatrooms.wire.MalformedInput;
import dev.chatrooms.wire.MessageFields;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/** What a client may ask for once it was welcomed. */
final class Operations {
    private final Caller caller;
    private final UseCases useCases;
    private final PendingReplies replies;
    private final Outbound outbound;
    private final EventSubscriber events;

    Operations(Caller caller, UseCases useCases, PendingReplies replies, Outbound outbound, EventSubscriber events) {
        this.caller = caller;
        this.useCases = useCases;
        this.replies = replies;
        this.outbound = outbound;
        this.events = events;
    }

    /**
     * @param length of the object, as it came
     * @throws MalformedInput if the object is not what the operation takes, or there is no such one
     */
    void run(Incoming object, int length) {
        switch (object.op()) {
            case "send" -> send(object, length);
            case "edit" -> edit(object, length);
            case "delete" -> delete(object, length);
            case "react" -> react(object, length);
            case "read" -> read(object, length);
            case "typing" -> typing(object);
            case "ping" -> ping(object);
            case "hello" -> throw MalformedInput.of("the hello was said already");
            default -> throw MalformedInput.field("op", "unknown", "is not an operation");
        }
    }

    private void send(Incoming object, int length) {
        String ref = object.requiredRef();
        JsonObjectReader fields = object.fields();
        Send send = MessageFields.send(new RoomId(fields.requiredId("roomId")), fields);
        fields.end();
        answer(ref, length, () -> useCases.messages().send(caller, send), Ack::of);
    }

    private void edit(Incoming object, int length) {
        String ref = object.requiredRef();
        JsonObjectReader fields = object.fields();
        MessageId message = new MessageId(fields.requiredId("messageId"));
        String text = fields.optionalString("text");
        fields.end();
        answer(ref, length, () -> useCases.editing().edit(caller, message, text), Ack::of);
    }

    private void delete(Incoming object, int length) {
        String ref = object.requiredRef();
        JsonObjectReader fields = object.fields();
        MessageId message = new MessageId(fields.requiredId("messageId"));
        fields.end();
        answer(ref, length, () -> useCases.editing().delete(caller, message), Ack::of);
    }

    private void react(Incoming object, int length) {
        String ref = object.requiredRef();
        JsonObjectReader fields = object.fields();
        MessageId message = new MessageId(fields.requiredId("messageId"));
        String emoji = fields.requiredString("emoji");
        boolean on = fields.requiredBoolean("on");
        fields.end();
        answer(ref, length, () -> useCases.editing().react(caller, message, emoji, on), Ack::of);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // What it fails with is the answer.
    private <T> void answer(String ref, int length, Supplier<CompletableFuture<T>> call, Function<T, Ack> ack) {
        // Before it is asked for, so that a connection that is closed meanwhile knows that it is under way.
        PendingReplies.PendingReply reply = replies.reserve(ref, length);
        asked(call).whenComplete((done, failure) -> {
            if (failure == null) {
                reply.succeed(() -> Protocol.ack(ref, ack.apply(done)));
            } else {
                reply.fail(failure);
            }
            outbound.scheduleFlush();
        });
    }

    private static <T> CompletableFuture<T> asked(Supplier<CompletableFuture<T>> call) {
        try {
            return call.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // What it fails with is the answer.
    private void read(Incoming object, int length) {
        JsonObjectReader fields = object.fields();
        RoomId room = new RoomId(fields.requiredId("roomId"));
        Long seq = fields.optionalLong("seq");
        fields.end();
        PendingReplies.PendingReply reply = replies.reserve(object.ref(), length);
        asked(() -> useCases.ownRooms().read(caller, room, seq)).whenComplete((marker, failure) -> {
            if (failure == null) {
                reply.succeed(null);
            } else {
                reply.fail(failure);
            }
            outbound.scheduleFlush();
        });
    }

    /** Is answered only where it fails. */
    @SuppressWarnings("FutureReturnValueIgnored") // What it fails with is the answer.
    private void typing(Incoming object) {
        JsonObjectReader fields = object.fields();
        RoomId room = new RoomId(fields.requiredId("roomId"));
        boolean on = fields.requiredBoolean("on");
        fields.end();
        asked(() -> useCases.typing().typing(caller, room, on)).whenComplete((done, failure) -> {
            if (failure != null) {
                replies.add(Protocol.error(object.ref(), PendingReplies.problem(failure)));
                outbound.scheduleFlush();
            }
        });
    }

    private void ping(Incoming object) {
        object.fields().end();
        events.pong(object.ref());
    }
}
