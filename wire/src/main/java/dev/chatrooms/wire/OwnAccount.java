package dev.chatrooms.wire;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An account as its owner sees it: a {@link Profile} with the e-mail address. */
public record OwnAccount(
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
        Instant updatedAt,
        @Nullable String email,
        boolean emailVerified) {}
