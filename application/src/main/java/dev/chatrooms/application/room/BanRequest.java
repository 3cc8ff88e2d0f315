package dev.chatrooms.application.room;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The options of a ban, not yet validated.
 *
 * @param reason for the moderators that see the ban: 1 to 250 code points; null for none
 * @param until the end of the ban, in the future; null for no end
 */
public record BanRequest(@Nullable String reason, @Nullable Instant until) {
    public static final BanRequest FOR_EVER = new BanRequest(null, null);
}
