package dev.chatrooms.wire;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A signal of a stream. It is not in the log and may be lost. On a socket it has {@code "op":"signal"}; the component
 * {@code op} is null elsewhere. The {@code type} decides the type.
 */
@JsonTypeInfo(
        use = JsonTypeInfo.Id.NAME,
        include = JsonTypeInfo.As.EXISTING_PROPERTY,
        property = "type",
        visible = true)
@JsonSubTypes({
    @JsonSubTypes.Type(name = "typing", value = Signal.TypingSignal.class),
    @JsonSubTypes.Type(name = "read", value = Signal.ReadSignal.class),
    @JsonSubTypes.Type(name = "presence", value = Signal.PresenceSignal.class)
})
public sealed interface Signal {
    /** The {@code op} of a signal on a socket. */
    String OP = "signal";

    /** An account has started or stopped typing in a room. */
    record TypingSignal(@OmittedIfNull @Nullable String op, String type, UUID roomId, UUID userId, boolean on)
            implements Signal {}

    /**
     * An account has moved its read marker.
     *
     * @param unread the number of messages after it; for the account itself only
     */
    record ReadSignal(
            @OmittedIfNull @Nullable String op,
            String type,
            UUID roomId,
            UUID userId,
            long seq,
            @OmittedIfNull @Nullable Long unread)
            implements Signal {}

    /**
     * An account has come online or gone offline.
     *
     * @param status {@code online} or {@code offline}
     */
    record PresenceSignal(@OmittedIfNull @Nullable String op, String type, UUID userId, String status)
            implements Signal {}
}
