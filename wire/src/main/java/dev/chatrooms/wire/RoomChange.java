package dev.chatrooms.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Changes a room. A field that is absent stays as it is.
 *
 * @param topic {@code null} empties it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RoomChange(
        @Nullable TextChange name,
        @Nullable TextChange topic,
        @Nullable TextChange kind) {}
