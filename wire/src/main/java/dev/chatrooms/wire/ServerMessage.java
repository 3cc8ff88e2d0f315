package dev.chatrooms.wire;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A reply to a {@link ClientMessage}. Its {@code op} comes first and names the type. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "op")
public sealed interface ServerMessage {
    /**
     * Acknowledges a change.
     *
     * @param ref the {@code ref} of the request
     * @param cursor the position of the event; absent if nothing changed
     * @param seq for a sent message only
     * @param at for a sent message only
     * @param duplicate for a sent message only: whether an earlier request had sent it
     */
    @JsonTypeName("ack")
    record Ack(
            String ref,
            UUID messageId,
            @OmittedIfNull @Nullable String cursor,
            @OmittedIfNull @Nullable Long seq,
            @OmittedIfNull @Nullable Instant at,
            @OmittedIfNull @Nullable Boolean duplicate)
            implements ServerMessage {
        /** Acknowledges a change of a message that exists. */
        public Ack(String ref, UUID messageId, @Nullable String cursor) {
            this(ref, messageId, cursor, null, null, null);
        }
    }

    /**
     * Refuses a request.
     *
     * @param ref absent if the request had none that could be read
     * @param code see {@link ErrorCode}
     * @param retryAfterMs when a retry makes sense; absent if that is unknown
     */
    @JsonTypeName("error")
    record ErrorReply(
            @OmittedIfNull @Nullable String ref,
            String code,
            String detail,
            @OmittedIfNull @Nullable Long retryAfterMs) implements ServerMessage {}

    /**
     * Answers a ping.
     *
     * @param cursor where to resume after the events that were sent before
     */
    @JsonTypeName("pong")
    record Pong(@OmittedIfNull @Nullable String ref, String cursor) implements ServerMessage {}
}
