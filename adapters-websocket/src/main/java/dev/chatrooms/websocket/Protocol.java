package dev.chatrooms.websocket;

import dev.chatrooms.application.message.ChangeResult;
import dev.chatrooms.application.message.EditResult;
import dev.chatrooms.application.message.SendResult;
import dev.chatrooms.domain.event.Cursor;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.message.Message;
import dev.chatrooms.wire.ErrorCode;
import dev.chatrooms.wire.Json;
import dev.chatrooms.wire.Problem.FieldError;
import dev.chatrooms.wire.ServerMessage;
import dev.chatrooms.wire.ServerMessage.Ack;
import dev.chatrooms.wire.ServerMessage.ErrorReply;
import dev.chatrooms.wire.ServerMessage.Pong;
import dev.chatrooms.wire.mapping.Failure;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Encodes the replies to a client's objects. */
final class Protocol {
    private Protocol() {}

    static ByteBuffer ack(String ref, SendResult sent) {
        Message message = sent.message().message();
        return encode(new Ack(
                ref,
                message.id().value(),
                sent.cursor().toString(),
                message.seq(),
                message.createdAt(),
                sent.duplicate()));
    }

    static ByteBuffer ack(String ref, EditResult edited) {
        return ack(ref, edited.message().message().id(), edited.cursor());
    }

    static ByteBuffer ack(String ref, ChangeResult changed) {
        return ack(ref, changed.messageId(), changed.cursor());
    }

    private static ByteBuffer ack(String ref, MessageId message, @Nullable Cursor cursor) {
        return encode(new Ack(ref, message.value(), cursor == null ? null : cursor.toString()));
    }

    static ByteBuffer error(@Nullable String ref, Failure failure) {
        Long retryAfterMs =
                failure.retryAfter() == null ? null : failure.retryAfter().toMillis();
        return encode(new ErrorReply(ref, failure.code().code(), detail(failure), retryAfterMs));
    }

    static ByteBuffer pong(@Nullable String ref, String cursor) {
        return encode(new Pong(ref, cursor));
    }

    private static String detail(Failure failure) {
        if (failure.incident() != null) {
            return failure.detail() + ": " + failure.incident();
        }
        if (failure.code() == ErrorCode.INVALID && !failure.errors().isEmpty()) {
            // HTTP reports each invalid field separately. The detail here has room for the first one.
            FieldError first = failure.errors().get(0);
            return "'" + first.field() + "' " + first.message();
        }
        return failure.detail();
    }

    private static ByteBuffer encode(ServerMessage message) {
        return ByteBuffer.wrap(Json.encode(message));
    }
}
