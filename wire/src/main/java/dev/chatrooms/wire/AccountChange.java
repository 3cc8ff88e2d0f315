package dev.chatrooms.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** A change of an account by an administrator. Absent fields stay as they are. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AccountChange(@Nullable String role, @Nullable Boolean disabled) {}
