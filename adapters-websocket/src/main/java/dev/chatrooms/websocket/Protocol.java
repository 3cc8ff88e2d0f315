package dev.chatrooms.websocket;

import dev.chatrooms.domain.FieldError;
import dev.chatrooms.wire.ErrorCode;
import dev.chatrooms.wire.Json;
import dev.chatrooms.wire.Problem;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The answers to a client's objects, encoded. */
final class Protocol {
    private Protocol() {}

    static ByteBuffer ack(String ref, Ack ack) {
        return encoded(json -> {
            json.writeStartObject();
            json.writeStringField("op", "ack");
            json.writeStringField("ref", ref);
            ack.write(json);
            json.writeEndObject();
        });
    }

    static ByteBuffer error(@Nullable String ref, Problem problem) {
        return encoded(json -> {
            json.writeStartObject();
            json.writeStringField("op", "error");
            if (ref != null) {
                json.writeStringField("ref", ref);
            }
            json.writeStringField("code", problem.code().code());
            json.writeStringField("detail", detail(problem));
            if (problem.retryAfter() != null) {
                json.writeNumberField("retryAfterMs", problem.retryAfter().toMillis());
            }
            json.writeEndObject();
        });
    }

    static ByteBuffer pong(@Nullable String ref, String cursor) {
        return encoded(json -> {
            json.writeStartObject();
            json.writeStringField("op", "pong");
            if (ref != null) {
                json.writeStringField("ref", ref);
            }
            json.writeStringField("cursor", cursor);
            json.writeEndObject();
        });
    }

    private static String detail(Problem problem) {
        if (problem.incident() != null) {
            return problem.detail() + ": " + problem.incident();
        }
        if (problem.code() == ErrorCode.INVALID && !problem.errors().isEmpty()) {
            // Over HTTP every field has its entry; here one sentence has to say it.
            FieldError first = problem.errors().get(0);
            return "'" + first.field() + "' " + first.message();
        }
        return problem.detail();
    }

    private static ByteBuffer encoded(Json.Content content) {
        return ByteBuffer.wrap(Json.encode(content));
    }
}
