package dev.chatrooms.wire;

import java.time.Instant;
import java.util.UUID;

/** The read marker of a member. */
public record ReadMarker(UUID userId, long readSeq, Instant at) {}
