package dev.chatrooms.wire;

import java.util.UUID;

/** A member whose role changed. */
public record MemberUpdated(UUID userId, String role) implements EventData {}
