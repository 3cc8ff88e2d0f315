package dev.chatrooms.wire;

import org.jspecify.annotations.Nullable;

/**
 * The number of reactions with one emoji.
 *
 * @param me whether the viewer has reacted with it; absent in events
 */
public record ReactionCount(
        String emoji, int count, @OmittedIfNull @Nullable Boolean me) {}
