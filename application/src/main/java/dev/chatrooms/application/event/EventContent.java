package dev.chatrooms.application.event;

import dev.chatrooms.application.message.MessageView;
import dev.chatrooms.application.message.ReactionCount;
import dev.chatrooms.application.room.OwnMembership;
import dev.chatrooms.application.room.RoomView;
import dev.chatrooms.domain.account.Profile;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.id.SessionId;
import dev.chatrooms.domain.message.Emoji;
import dev.chatrooms.domain.room.LeaveReason;
import dev.chatrooms.domain.room.Role;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an event says, as things are when it is read (not as they were): values are absolute, so applying one twice
 * changes nothing.
 */
public sealed interface EventContent {
    /**
     * Of {@code message.posted}, {@code message.edited} and {@code message.deleted}.
     *
     * @param rootCount where one that stands under another was posted or deleted: how many stand there now; null for
     *     all others
     */
    record OfMessage(MessageView message, @Nullable Integer rootCount) implements EventContent {
        /** Of a message that stands for itself. */
        public OfMessage(MessageView message) {
            this(message, null);
        }
    }

    /** Of {@code message.pinned} and {@code message.unpinned}. */
    record OfPin(MessageId messageId, AccountId by) implements EventContent {}

    /**
     * Of {@code reaction.added} and {@code reaction.removed}.
     *
     * @param userId who reacted
     * @param reactions all of the message's, as they are now
     */
    record OfReaction(MessageId messageId, Emoji emoji, AccountId userId, List<ReactionCount> reactions)
            implements EventContent {
        public OfReaction {
            reactions = List.copyOf(reactions);
        }
    }

    /** Of {@code room.created} and {@code room.updated}; the view is the same for everybody. */
    record OfRoom(RoomView room) implements EventContent {}

    /** Of {@code room.deleted}: nothing more is to be said. */
    record Nothing() implements EventContent {}

    /**
     * Of {@code member.joined}.
     *
     * @param room for the subject only: the room with what is his own in it; null once he is no member any more
     */
    record Joined(
            Profile user,
            Role role,
            Instant joinedAt,
            int memberCount,
            @Nullable RoomView room) implements EventContent {}

    /** Of {@code member.left}. */
    record Left(AccountId userId, AccountId by, LeaveReason reason, int memberCount) implements EventContent {}

    /** Of {@code member.updated}. */
    record MemberChanged(AccountId userId, Role role) implements EventContent {}

    /**
     * Of {@code me.updated}: the member's own side of the room as it is now.
     *
     * @param lastSeq the room's, which tells how many of its messages he has not read
     */
    record OfMine(OwnMembership mine, long lastSeq) implements EventContent {}

    /**
     * Of {@code account.updated}: the person as he shows himself now.
     *
     * @param rooms where he is a member now, which tells who is to know; not for anybody's eyes
     * @param left rooms that he left with it, whose members are to know as well
     */
    record OfAccount(Profile account, Set<RoomId> rooms, Set<RoomId> left) implements EventContent {
        public OfAccount {
            rooms = Set.copyOf(rooms);
            left = Set.copyOf(left);
        }
    }

    /**
     * Of {@code contact.*} and {@code block.*}: the person that the owner has put on one of his lists, or taken off it.
     */
    record OfPerson(Profile user) implements EventContent {}

    /** Of {@code session.revoked}. */
    record Revoked(SessionId session) implements EventContent {}
}
