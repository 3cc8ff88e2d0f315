package dev.chatrooms.wire;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A room as one viewer sees it.
 *
 * @param kind {@code public}, {@code private} or {@code direct}
 * @param name null in a direct room only
 * @param metadata custom data of the host
 * @param lastMessage the message at {@code lastSeq}, its text cut to 200 code points
 * @param me absent if the viewer is not a member
 * @param peer the other member of a direct room
 */
public record Room(
        UUID id,
        String kind,
        @Nullable String name,
        String topic,
        UUID createdBy,
        Instant createdAt,
        Instant updatedAt,
        int memberCount,
        long lastSeq,
        @OmittedIfNull @Nullable Metadata metadata,
        @OmittedIfNull @Nullable Message lastMessage,
        @OmittedIfNull @Nullable RoomMembership me,
        @OmittedIfNull @Nullable Profile peer)
        implements EventData {}
