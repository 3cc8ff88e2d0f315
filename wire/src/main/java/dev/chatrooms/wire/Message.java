package dev.chatrooms.wire;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message as one viewer sees it. A deleted one has neither text nor metadata nor attachments.
 *
 * @param seq its place in the room, from 1, without gaps
 * @param metadata custom data of the host
 * @param threadId the root of the thread that it belongs to
 * @param threadCount the number of messages in its thread, or in that of {@code rootId}; absent if there are none
 * @param mentions ids of the accounts that it mentions
 * @param clientId present for the sender only
 * @param rootId only in events that change the count of a thread: the root
 */
public record Message(
        UUID id,
        UUID roomId,
        long seq,
        Sender sender,
        @OmittedIfNull @Nullable String text,
        @OmittedIfNull @Nullable Metadata metadata,
        @OmittedIfNull @Nullable List<File> attachments,
        @OmittedIfNull @Nullable RepliedTo replyTo,
        @OmittedIfNull @Nullable UUID threadId,
        @OmittedIfNull @Nullable Integer threadCount,
        List<UUID> mentions,
        boolean mentionsRoom,
        List<ReactionCount> reactions,
        boolean pinned,
        Instant createdAt,
        @OmittedIfNull @Nullable Instant editedAt,
        @OmittedIfNull @Nullable Instant deletedAt,
        @OmittedIfNull @Nullable String clientId,
        @OmittedIfNull @Nullable UUID rootId)
        implements EventData {}
