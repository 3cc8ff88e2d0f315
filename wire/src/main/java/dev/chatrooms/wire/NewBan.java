package dev.chatrooms.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Bans a user from a room.
 *
 * @param until absent for a ban that does not expire
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NewBan(@Nullable String reason, @Nullable Instant until) {}
