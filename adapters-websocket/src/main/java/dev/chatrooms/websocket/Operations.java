package dev.chatrooms.websocket;

import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.message.Send;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.wire.ClientMessage;
import dev.chatrooms.wire.MalformedInput;
import dev.chatrooms.wire.mapping.MessageMapping;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** Runs the requests of a client after its welcome. */
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
     * Starts a request. Replies are sent in the order of the requests.
     *
     * @param length the length of the object as it was received
     * @throws MalformedInput if it is another hello
     */
    void run(ClientMessage message, int length) {
        // A switch with patterns needs Java 21.
        if (message instanceof ClientMessage.Send send) {
            send(send, length);
        } else if (message instanceof ClientMessage.Edit edit) {
            edit(edit, length);
        } else if (message instanceof ClientMessage.Delete delete) {
            delete(delete, length);
        } else if (message instanceof ClientMessage.React react) {
            react(react, length);
        } else if (message instanceof ClientMessage.Read read) {
            read(read, length);
        } else if (message instanceof ClientMessage.Typing typing) {
            typing(typing);
        } else if (message instanceof ClientMessage.Ping ping) {
            events.pong(ping.ref());
        } else if (message instanceof ClientMessage.Hello) {
            throw MalformedInput.of("hello was already received");
        } else {
            throw new IllegalArgumentException("no operation for " + message);
        }
    }

    private void send(ClientMessage.Send request, int length) {
        answer(request.ref(), length, () -> useCases.messages().send(caller, message(request)), Protocol::ack);
    }

    private static Send message(ClientMessage.Send request) {
        return MessageMapping.send(new RoomId(request.roomId()), request.message());
    }

    private void edit(ClientMessage.Edit request, int length) {
        MessageId message = new MessageId(request.messageId());
        answer(request.ref(), length, () -> useCases.editing().edit(caller, message, request.text()), Protocol::ack);
    }

    private void delete(ClientMessage.Delete request, int length) {
        MessageId message = new MessageId(request.messageId());
        answer(request.ref(), length, () -> useCases.editing().delete(caller, message), Protocol::ack);
    }

    private void react(ClientMessage.React request, int length) {
        MessageId message = new MessageId(request.messageId());
        answer(
                request.ref(),
                length,
                () -> useCases.editing().react(caller, message, request.emoji(), request.on()),
                Protocol::ack);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // Its failure is the reply.
    private <T> void answer(
            String ref, int length, Supplier<CompletableFuture<T>> call, BiFunction<String, T, ByteBuffer> encoder) {
        // Reserves the reply before the call, so that closing the connection waits for it.
        PendingReplies.PendingReply reply = replies.reserve(ref, length);
        start(call).whenComplete((done, failure) -> {
            if (failure == null) {
                reply.succeed(() -> encoder.apply(ref, done));
            } else {
                reply.fail(failure);
            }
            outbound.scheduleFlush();
        });
    }

    private static <T> CompletableFuture<T> start(Supplier<CompletableFuture<T>> call) {
        try {
            return call.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // Its failure is the reply.
    private void read(ClientMessage.Read request, int length) {
        RoomId room = new RoomId(request.roomId());
        PendingReplies.PendingReply reply = replies.reserve(request.ref(), length);
        start(() -> useCases.membershipSettings().read(caller, room, request.seq()))
                .whenComplete((marker, failure) -> {
                    if (failure == null) {
                        reply.succeed(null);
                    } else {
                        reply.fail(failure);
                    }
                    outbound.scheduleFlush();
                });
    }

    /** Starts or stops typing. Only a failure is answered. */
    @SuppressWarnings("FutureReturnValueIgnored") // Its failure is the reply.
    private void typing(ClientMessage.Typing request) {
        RoomId room = new RoomId(request.roomId());
        start(() -> useCases.typing().typing(caller, room, request.on())).whenComplete((done, failure) -> {
            if (failure != null) {
                replies.add(Protocol.error(request.ref(), PendingReplies.problem(failure)));
                outbound.scheduleFlush();
            }
        });
    }
}
