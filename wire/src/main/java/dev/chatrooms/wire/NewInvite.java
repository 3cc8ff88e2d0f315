package dev.chatrooms.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Asks for an invite.
 *
 * @param maxUses absent for any number of uses
 * @param expiresIn in seconds
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NewInvite(@Nullable Long maxUses, @Nullable Long expiresIn) {}
