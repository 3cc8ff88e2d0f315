package dev.chatrooms.wire;

import java.util.UUID;

/**
 * A member who left.
 *
 * @param reason {@code left}, {@code removed} or {@code banned}
 */
public record MemberLeft(UUID userId, UUID by, String reason, int memberCount) implements EventData {}
