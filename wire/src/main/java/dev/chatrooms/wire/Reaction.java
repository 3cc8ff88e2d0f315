package dev.chatrooms.wire;

import java.time.Instant;

/** A reaction to a message. */
public record Reaction(String emoji, Profile user, Instant at) {}
