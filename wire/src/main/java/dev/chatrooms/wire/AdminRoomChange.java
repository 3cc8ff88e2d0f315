package dev.chatrooms.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** Changes a room, by an administrator. What is absent stays. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AdminRoomChange(
        @Nullable TextChange name,
        @Nullable TextChange topic,
        @Nullable TextChange kind,
        @Nullable String owner) {}
