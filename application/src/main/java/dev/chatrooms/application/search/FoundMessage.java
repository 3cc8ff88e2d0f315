package dev.chatrooms.application.search;

import dev.chatrooms.application.message.MessageView;

/**
 * A message that a search found.
 *
 * @param snippet the text around the matches, at most 200 characters of it, as HTML: {@code <mark>} and {@code </mark>}
 *     enclose the matches, and there is no other tag
 */
public record FoundMessage(MessageView message, String snippet) {}
