package dev.chatrooms.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** Replaces the text of a message. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MessageEdit(@Nullable String text) {}
