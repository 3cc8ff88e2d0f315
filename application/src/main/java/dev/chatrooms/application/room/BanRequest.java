package dev.chatrooms.application.room;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What goes with a ban, raw.
 *
 * @param reason for those who may lift it: 1 to 250 code points; null for none
 * @param until when it ends by itself, which is in the future; null for never
 */
public record BanRequest(@Nullable String reason, @Nullable Instant until) {
    public static final BanRequest FOR_EVER = new BanRequest(null, null);
}
