package dev.chatrooms.wire;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The sender of a message.
 *
 * @param kind {@code bot} or {@code system}; absent for users
 */
public record Sender(
        UUID id,
        String username,
        String displayName,
        @OmittedIfNull @Nullable String kind) {}
