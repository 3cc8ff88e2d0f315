package dev.chatrooms.application.account;

import dev.chatrooms.application.common.EncodedImage;
import dev.chatrooms.domain.id.AvatarId;
import org.jspecify.annotations.Nullable;

/**
 * An account's avatar.
 *
 * @param uploaded the uploaded image; null for a generated one
 * @param tag identifies the content: different content has a different tag
 * @param picture the image; null if the caller already has the content of the tag
 */
public record Avatar(
        @Nullable AvatarId uploaded, String tag, @Nullable EncodedImage picture) {}
