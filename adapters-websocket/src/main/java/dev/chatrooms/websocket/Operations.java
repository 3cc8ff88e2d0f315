package dev.chatrooms.websocket;

import dev.chatrooms.application.Caller;
import dev.chatrooms.application.message.Posted;
import dev.chatrooms.application.message.Send;
import dev.chatrooms.application.room.OwnRooms;
import dev.chatrooms.domain.room.RoomId;
import dev.chatrooms.wire.JsonObjectReader;
import dev.chatrooms.wire.MalformedInput;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What a client may ask for once it was welcomed. */
final class Operations {
    private final Caller caller;
    private final UseCases useCases;
    private final Answers answers;
    private final Outbound outbound;
    private final EventFlow events;

    Operations(Caller caller, UseCases useCases, Answers answers, Outbound outbound, EventFlow events) {
        this.caller = caller;
        this.useCases = useCases;
        this.answers = answers;
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
            case "read" -> read(object, length);
            case "typing" -> typing(object);
            case "ping" -> ping(object);
            case "hello" -> throw MalformedInput.of("the hello was said already");
            default -> throw MalformedInput.field("op", "unknown", "is not an operation");
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // What it fails with is the answer.
    private void send(Incoming object, int length) {
        String ref = object.requiredRef();
        JsonObjectReader fields = object.fields();
        RoomId room = new RoomId(fields.requiredId("roomId"));
        String text = fields.optionalString("text");
        String clientId = fields.optionalString("clientId");
        fields.end();
        // Before it is sent, so that a connection that is closed meanwhile knows that it is under way.
        Answers.Ack ack = answers.ackLater(ref, length);
        post(new Send(room, text, clientId)).whenComplete((posted, failure) -> {
            ack.set(posted, failure);
            outbound.wake();
        });
    }

    private CompletableFuture<Posted> post(Send send) {
        try {
            return useCases.messages().send(caller, send);
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
        Answers.Silence silence = answers.silenceLater(object.ref(), length);
        move(room, seq).whenComplete((marker, failure) -> {
            silence.end(failure);
            outbound.wake();
        });
    }

    private CompletableFuture<OwnRooms.Marker> move(RoomId room, @Nullable Long seq) {
        try {
            return useCases.ownRooms().read(caller, room, seq);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Is answered only where it fails. */
    @SuppressWarnings("FutureReturnValueIgnored") // What it fails with is the answer.
    private void typing(Incoming object) {
        JsonObjectReader fields = object.fields();
        RoomId room = new RoomId(fields.requiredId("roomId"));
        boolean on = fields.requiredBoolean("on");
        fields.end();
        useCases.typing().typing(caller, room, on).whenComplete((done, failure) -> {
            if (failure != null) {
                answers.add(Protocol.error(object.ref(), Answers.problem(failure)));
                outbound.wake();
            }
        });
    }

    private void ping(Incoming object) {
        object.fields().end();
        events.pong(object.ref());
    }
}
