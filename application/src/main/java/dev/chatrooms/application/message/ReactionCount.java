package dev.chatrooms.application.message;

import dev.chatrooms.domain.message.Emoji;

/**
 * The number of reactions to a message with one emoji, at least one.
 *
 * @param me whether the viewer is among them; false in views for all, as in events
 */
public record ReactionCount(Emoji emoji, int count, boolean me) {}
