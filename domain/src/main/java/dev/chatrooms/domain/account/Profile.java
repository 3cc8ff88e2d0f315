package dev.chatrooms.domain.account;

import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.AvatarId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The part of an {@link Account} that other accounts may see. */
public record Profile(
        AccountId id,
        Username username,
        DisplayName displayName,
        @Nullable DisplayName firstName,
        @Nullable DisplayName lastName,
        @Nullable Bio bio,
        @Nullable AvatarId avatar,
        AccountRole role,
        Instant createdAt,
        Instant updatedAt) {}
