package dev.chatrooms.wire;

import java.time.Instant;
import java.util.UUID;

/** How far a member has read. */
public record ReadMarker(UUID userId, long readSeq, Instant at) {}
