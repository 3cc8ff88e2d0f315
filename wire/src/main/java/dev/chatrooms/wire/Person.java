package dev.chatrooms.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A {@link Profile} with the viewer's relation to it. */
public record Person(
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
        @JsonProperty("isContact") boolean isContact,
        boolean blockedByMe) {}
