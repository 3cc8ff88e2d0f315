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
 * The content of an event, as of the time it is read, not of when it happened. Values are absolute: applying an event
 * twice has no further effect.
 */
public sealed interface EventContent {
    /**
     * The content of {@code message.posted}, {@code message.edited} and {@code message.deleted}.
     *
     * @param rootCount for a reply in a thread that was posted or deleted: the thread's current number of replies;
     *     otherwise null
     */
    record OfMessage(MessageView message, @Nullable Integer rootCount) implements EventContent {
        /** Creates the content of a message outside a thread. */
        public OfMessage(MessageView message) {
            this(message, null);
        }
    }

    /** The content of {@code message.pinned} and {@code message.unpinned}. */
    record OfPin(MessageId messageId, AccountId by) implements EventContent {}

    /**
     * The content of {@code reaction.added} and {@code reaction.removed}.
     *
     * @param userId the account that reacted
     * @param reactions all current reactions to the message
     */
    record OfReaction(MessageId messageId, Emoji emoji, AccountId userId, List<ReactionCount> reactions)
            implements EventContent {
        public OfReaction {
            reactions = List.copyOf(reactions);
        }
    }

    /** The content of {@code room.created} and {@code room.updated}. The view is the same for all viewers. */
    record OfRoom(RoomView room) implements EventContent {}

    /** The content of {@code room.deleted}, which has none. */
    record Nothing() implements EventContent {}

    /**
     * The content of {@code member.joined}.
     *
     * @param room for the subject only: the room with its own membership; null once it is no longer a member
     */
    record Joined(
            Profile user,
            Role role,
            Instant joinedAt,
            int memberCount,
            @Nullable RoomView room) implements EventContent {}

    /** The content of {@code member.left}. */
    record Left(AccountId userId, AccountId by, LeaveReason reason, int memberCount) implements EventContent {}

    /** The content of {@code member.updated}. */
    record MemberChanged(AccountId userId, Role role) implements EventContent {}

    /**
     * The content of {@code me.updated}: the member's own settings and markers in the room.
     *
     * @param lastSeq the room's last sequence number, from which unread counts follow
     */
    record OfMine(OwnMembership mine, long lastSeq) implements EventContent {}

    /**
     * The content of {@code account.updated}: the current profile.
     *
     * @param rooms the account's current rooms, which determine the recipients; not shown to viewers
     * @param left the rooms left with the change, whose members receive it too
     */
    record OfAccount(Profile account, Set<RoomId> rooms, Set<RoomId> left) implements EventContent {
        public OfAccount {
            rooms = Set.copyOf(rooms);
            left = Set.copyOf(left);
        }
    }

    /** The content of {@code contact.*} and {@code block.*}: the person added to or removed from the list. */
    record OfPerson(Profile user) implements EventContent {}

    /**
     * The content of {@code session.revoked}.
     *
     * @param session null for all sessions that the host vouches for
     */
    record Revoked(@Nullable SessionId session) implements EventContent {}
}
