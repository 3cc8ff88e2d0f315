package dev.chatrooms.application.search;

import dev.chatrooms.application.message.MessageView;

/**
 * A message that was found.
 *
 * @param snippet the piece of its text around what was found, at most 200 characters of it, as HTML: {@code <mark>} and
 *     {@code </mark>} stand around what was found, and there is no other tag
 */
public record FoundMessage(MessageView message, String snippet) {}
