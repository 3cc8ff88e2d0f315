package dev.chatrooms.domain.message;

import dev.chatrooms.domain.account.AccountId;
import dev.chatrooms.domain.room.RoomId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A posted message. Life cycle: posted, perhaps edited, perhaps deleted; a deleted one keeps its place and loses its text.
 *
 * @param seq its place in the room, from 1, without a gap
 * @param text null exactly when deleted
 */
public record Message(
        MessageId id,
        RoomId roomId,
        long seq,
        AccountId senderId,
        @Nullable MessageText text,
        Instant createdAt,
        @Nullable Instant editedAt,
        @Nullable Instant deletedAt,
        @Nullable ClientId clientId) {}
