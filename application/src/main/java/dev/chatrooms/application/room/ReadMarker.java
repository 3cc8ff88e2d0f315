package dev.chatrooms.application.room;

import dev.chatrooms.domain.id.AccountId;
import java.time.Instant;

/**
 * How far a member has read, as others see it.
 *
 * @param at when the marker came to where it is: by reading, by a message of his own, or with his joining
 */
public record ReadMarker(AccountId userId, long readSeq, Instant at) {}
