package dev.chatrooms.application.message;

import dev.chatrooms.domain.message.Emoji;

/**
 * How many people have reacted to a message with an emoji; at least one.
 *
 * @param me whether the viewer is one of them; false where it is the same for everybody, as in events
 */
public record ReactionCount(Emoji emoji, int count, boolean me) {}
