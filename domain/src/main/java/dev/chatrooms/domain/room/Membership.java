package dev.chatrooms.domain.room;

import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An account's membership in a room, with the member's own settings. It begins by joining, being added or creating the
 * room, and ends by leaving, removal, a ban or the deletion of the room. Joining again begins a new membership without
 * the old settings.
 *
 * @param readSeq the seq up to which the member has read. Joining sets it to the room's last message, and posting to
 *     the posted message. It decreases only when the member marks messages as unread
 * @param furthestReadSeq the highest {@code readSeq} so far, which others see. It never decreases
 */
public record Membership(
        RoomId roomId,
        AccountId accountId,
        Role role,
        Instant joinedAt,
        long readSeq,
        long furthestReadSeq,
        boolean muted,
        boolean favourite) {

    /** Creates a membership whose read marker has never moved back. */
    public Membership(
            RoomId roomId,
            AccountId accountId,
            Role role,
            Instant joinedAt,
            long readSeq,
            boolean muted,
            boolean favourite) {
        this(roomId, accountId, role, joinedAt, readSeq, readSeq, muted, favourite);
    }

    /** Returns a new membership in a room, with all messages so far counted as read. */
    public static Membership starting(Room room, AccountId account, Role role, Instant now) {
        return new Membership(room.id(), account, role, now, room.lastSeq(), false, false);
    }

    /** Returns the membership with the read marker moved to a message, or this if it has been read already. */
    public Membership readTo(long seq) {
        return seq <= readSeq ? this : markedAt(seq);
    }

    /** Returns the membership with the read marker at a message, which may be before its present place. */
    public Membership markedAt(long seq) {
        return new Membership(roomId, accountId, role, joinedAt, seq, Math.max(seq, furthestReadSeq), muted, favourite);
    }

    /** Returns the membership with other settings. Null leaves a setting unchanged. */
    public Membership kept(@Nullable Boolean newMuted, @Nullable Boolean newFavourite) {
        return new Membership(
                roomId,
                accountId,
                role,
                joinedAt,
                readSeq,
                furthestReadSeq,
                newMuted == null ? muted : newMuted,
                newFavourite == null ? favourite : newFavourite);
    }

    /** Returns the number of messages after the read marker, deleted ones included. */
    public long unread(long lastSeq) {
        return Math.max(0, lastSeq - readSeq);
    }
}
