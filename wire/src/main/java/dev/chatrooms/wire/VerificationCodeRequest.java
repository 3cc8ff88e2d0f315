package dev.chatrooms.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** Asks for another verification code. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record VerificationCodeRequest(@Nullable String username) {}
