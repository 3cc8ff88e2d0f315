package dev.chatrooms.application.message;

import dev.chatrooms.domain.message.Emoji;

/** How many people have reacted to a message with an emoji; at least one. */
public record ReactionCount(Emoji emoji, int count) {}
