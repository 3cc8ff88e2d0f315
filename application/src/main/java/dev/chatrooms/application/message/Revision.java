package dev.chatrooms.application.message;

import dev.chatrooms.domain.message.MessageText;
import java.time.Instant;

/**
 * What a message said before it was edited.
 *
 * @param at since when it said so
 */
public record Revision(MessageText text, Instant at) {}
