package dev.chatrooms.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** Changes an account, by an administrator. What is absent stays. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AccountChange(@Nullable String role, @Nullable Boolean disabled) {}
