package dev.chatrooms.domain.account;

import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.AvatarId;
import dev.chatrooms.domain.metadata.Metadata;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The part of an {@link Account} that other accounts may see.
 *
 * @param metadata custom data of the host; null for none
 */
public record Profile(
        AccountId id,
        Username username,
        DisplayName displayName,
        @Nullable DisplayName firstName,
        @Nullable DisplayName lastName,
        @Nullable Bio bio,
        @Nullable AvatarId avatar,
        AccountRole role,
        AccountKind kind,
        @Nullable Metadata metadata,
        Instant createdAt,
        Instant updatedAt) {}
