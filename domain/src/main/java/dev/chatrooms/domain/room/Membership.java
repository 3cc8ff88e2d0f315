package dev.chatrooms.domain.room;

import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That a person belongs to a room, with what is his own there. Begins with a join (or with making the room), ends with
 * leaving, removal, a ban or the room's deletion; a return is a new membership, and what the old one knew is gone.
 *
 * @param readSeq up to which message he has read; joining sets it to the room's last, sending to his own message, and
 *     it never moves back
 */
public record Membership(
        RoomId roomId,
        AccountId accountId,
        Role role,
        Instant joinedAt,
        long readSeq,
        boolean muted,
        boolean favourite) {

    /** A new membership in a room as it is now: everything so far counts as read. */
    public static Membership starting(Room room, AccountId account, Role role, Instant now) {
        return new Membership(room.id(), account, role, now, room.lastSeq(), false, false);
    }

    /** The membership with everything up to a message read; the same where that was read already. */
    public Membership readTo(long seq) {
        return seq <= readSeq ? this : new Membership(roomId, accountId, role, joinedAt, seq, muted, favourite);
    }

    /** The membership of who keeps the room so from now on; null leaves as it is. */
    public Membership kept(@Nullable Boolean newMuted, @Nullable Boolean newFavourite) {
        return new Membership(
                roomId,
                accountId,
                role,
                joinedAt,
                readSeq,
                newMuted == null ? muted : newMuted,
                newFavourite == null ? favourite : newFavourite);
    }

    /** How many messages come after the marker, deleted ones counted. */
    public long unread(long lastSeq) {
        return Math.max(0, lastSeq - readSeq);
    }
}
