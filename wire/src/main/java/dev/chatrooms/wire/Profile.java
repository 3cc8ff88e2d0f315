package dev.chatrooms.wire;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An account as others see it.
 *
 * @param role {@code user} or {@code admin}
 * @param avatarUrl changes with the picture
 * @param kind {@code bot} or {@code system}; absent for users
 * @param metadata custom data of the host
 */
public record Profile(
        UUID id,
        String username,
        String displayName,
        @Nullable String firstName,
        @Nullable String lastName,
        @Nullable String bio,
        String role,
        @ServerPath String avatarUrl,
        @OmittedIfNull @Nullable String kind,
        @OmittedIfNull @Nullable Metadata metadata,
        Instant createdAt,
        Instant updatedAt)
        implements EventData {}
