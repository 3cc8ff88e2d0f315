package dev.chatrooms.domain.account;

import dev.chatrooms.domain.id.AvatarId;
import dev.chatrooms.domain.metadata.Metadata;
import org.jspecify.annotations.Nullable;

/**
 * The details of an account that everyone who can see the account may read.
 *
 * @param avatar the uploaded picture; null for the generated one
 * @param metadata custom data of the host; null for none
 */
public record PublicDetails(
        DisplayName displayName,
        @Nullable DisplayName firstName,
        @Nullable DisplayName lastName,
        @Nullable Bio bio,
        @Nullable AvatarId avatar,
        @Nullable Metadata metadata) {
    /** Creates details with names only. */
    public PublicDetails(DisplayName displayName, @Nullable DisplayName firstName, @Nullable DisplayName lastName) {
        this(displayName, firstName, lastName, null, null, null);
    }

    PublicDetails withAvatar(@Nullable AvatarId newAvatar) {
        return new PublicDetails(displayName, firstName, lastName, bio, newAvatar, metadata);
    }

    PublicDetails withMetadata(@Nullable Metadata newMetadata) {
        return new PublicDetails(displayName, firstName, lastName, bio, avatar, newMetadata);
    }
}
