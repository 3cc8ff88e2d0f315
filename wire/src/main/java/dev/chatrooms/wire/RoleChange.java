package dev.chatrooms.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** Gives a member another role. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RoleChange(@Nullable String role) {}
