package dev.chatrooms.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first object of a stream.
 *
 * @param connectionId names the connection in logs
 * @param cursor the position that the stream starts at
 * @param resume how the stream starts: fresh, resumed or reset
 * @param rooms the account's rooms at {@code cursor}, as many as fit; absent if the stream was resumed
 * @param more whether there are more rooms; absent if there are none
 */
@JsonPropertyOrder("op")
public record Welcome(
        String connectionId,
        OwnAccount account,
        String cursor,
        String resume,
        int heartbeatSeconds,
        @OmittedIfNull @Nullable List<Room> rooms,
        @OmittedIfNull @Nullable Boolean more) {
    /** Returns {@code welcome}. */
    @JsonProperty
    public String op() {
        return "welcome";
    }
}
