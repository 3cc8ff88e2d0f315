package dev.chatrooms.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** A change of a room by an administrator. Absent fields stay as they are. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AdminRoomChange(
        @Nullable TextChange name,
        @Nullable TextChange topic,
        @Nullable TextChange kind,
        @Nullable String owner) {}
