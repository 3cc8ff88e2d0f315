package dev.chatrooms.application.message;

import dev.chatrooms.domain.message.MessageText;
import java.time.Instant;

/**
 * A former text of an edited message.
 *
 * @param at when the text was posted or edited
 */
public record Revision(MessageText text, Instant at) {}
