package dev.chatrooms.application.account;

import dev.chatrooms.domain.id.AvatarId;
import org.jspecify.annotations.Nullable;

/**
 * How a person looks.
 *
 * @param uploaded the picture that he has uploaded; null where it is drawn
 * @param tag names the content: others have another
 * @param picture null where the asker knows the tag already
 */
public record Avatar(
        @Nullable AvatarId uploaded, String tag, @Nullable AvatarImage picture) {}
