package dev.chatrooms.application.event;

import dev.chatrooms.application.message.MessageView;
import dev.chatrooms.application.room.RoomView;
import dev.chatrooms.domain.account.AccountId;
import dev.chatrooms.domain.account.Profile;
import dev.chatrooms.domain.account.SessionId;
import dev.chatrooms.domain.room.LeaveReason;
import dev.chatrooms.domain.room.Role;
import dev.chatrooms.domain.room.RoomId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an event says, as things are when it is read (not as they were): values are absolute, so applying one twice changes nothing. */
public sealed interface EventContent {
    /** Of {@code message.posted}. */
    record OfMessage(MessageView message) implements EventContent {}

    /** Of {@code room.created}; the view is the same for everybody. */
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

    /** Of {@code contact.*} and {@code block.*}: the person that the owner has put on one of his lists, or taken off it. */
    record OfPerson(Profile user) implements EventContent {}

    /** Of {@code session.revoked}. */
    record Revoked(SessionId session) implements EventContent {}
}
