package dev.chatrooms.wire;

import java.time.Instant;

/**
 * An earlier text of a message.
 *
 * @param at when the message got this text
 */
public record Revision(String text, Instant at) {}
