package dev.chatrooms.wire;

/**
 * A search result.
 *
 * @param snippet HTML with {@code <mark>} around what was found
 */
public record FoundMessage(Message message, String snippet) {}
