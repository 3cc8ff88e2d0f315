package dev.chatrooms.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** Asks for a link that resets a forgotten password. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PasswordResetLinkRequest(@Nullable String email) {}
