package dev.chatrooms.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.InvalidCursor;
import dev.chatrooms.domain.FieldError;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong, as a client is told: RFC 9457 over HTTP, an object with {@code "op":"error"} over a socket.
 *
 * @param detail one sentence for a person
 * @param errors the fields to blame
 * @param retryAfter when it may be worth trying again
 * @param incident under which name a fault of this system is in its log; null for everything else
 */
public record Problem(
        ErrorCode code,
        String detail,
        List<FieldError> errors,
        @Nullable Duration retryAfter,
        @Nullable String incident) {
    public Problem {
        errors = List.copyOf(errors);
    }

    public static Problem of(ErrorCode code, String detail) {
        return new Problem(code, detail, List.of(), null, null);
    }

    /** A fault of this system, of which nothing is told but under which name it is in the log. */
    public static Problem internal(String incident) {
        return new Problem(
                ErrorCode.INTERNAL,
                "something went wrong here; the log knows it by the incident",
                List.of(),
                null,
                incident);
    }

    /**
     * What a client is told of something thrown; empty where nobody meant it to be thrown, which is {@link #internal}.
     */
    public static Optional<Problem> of(Throwable thrown) {
        Throwable cause = unwrapped(thrown);
        if (cause instanceof ChatException e) {
            return Optional.of(new Problem(
                    ErrorCode.of(e.code()),
                    e.refusal().detail(),
                    e.refusal().errors(),
                    e.retryAfter().orElse(null),
                    null));
        }
        if (cause instanceof MalformedInput e) {
            return Optional.of(new Problem(ErrorCode.BAD_REQUEST, e.detail(), e.errors(), null, null));
        }
        if (cause instanceof InvalidCursor) {
            FieldError error = new FieldError("cursor", "malformed", "must be the 'next' of this list");
            return Optional.of(new Problem(
                    ErrorCode.BAD_REQUEST, "this is not a cursor of this list", List.of(error), null, null));
        }
        if (cause instanceof RejectedExecutionException) {
            return Optional.of(new Problem(
                    ErrorCode.UNAVAILABLE, "too much is waiting already", List.of(), Duration.ofSeconds(1), null));
        }
        return Optional.empty();
    }

    /** What was thrown at first, without the wrapping that futures add. */
    public static Throwable unwrapped(Throwable thrown) {
        Throwable current = thrown;
        while ((current instanceof CompletionException || current instanceof ExecutionException)
                && current.getCause() != null) {
            current = current.getCause();
        }
        return current;
    }

    /** Writes it as {@code application/problem+json}. */
    public void write(JsonGenerator json, int status) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", "/docs/errors#" + code.code());
        json.writeStringField("title", code.title());
        json.writeNumberField("status", status);
        json.writeStringField("code", code.code());
        json.writeStringField("detail", detail);
        if (incident != null) {
            json.writeStringField("incident", incident);
        }
        if (!errors.isEmpty()) {
            json.writeArrayFieldStart("errors");
            for (FieldError error : errors) {
                json.writeStartObject();
                json.writeStringField("field", error.field());
                json.writeStringField("code", error.code());
                json.writeStringField("message", error.message());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }
}
