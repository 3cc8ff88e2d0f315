package dev.chatrooms.application.room;

import dev.chatrooms.domain.id.AccountId;
import java.time.Instant;

/**
 * A member's read marker as others see it: its furthest place.
 *
 * @param at when the marker reached its place: by reading, by a message of the member's own, or by joining
 */
public record ReadMarker(AccountId userId, long readSeq, Instant at) {}
