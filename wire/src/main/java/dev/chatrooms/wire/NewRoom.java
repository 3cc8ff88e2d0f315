package dev.chatrooms.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a new room.
 *
 * @param members ids or usernames of the first members besides the caller
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NewRoom(
        @Nullable String kind,
        @Nullable String name,
        @Nullable String topic,
        List<String> members) {
    public NewRoom {
        members = List.copyOf(members);
    }
}
