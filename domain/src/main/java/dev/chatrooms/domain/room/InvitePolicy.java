package dev.chatrooms.domain.room;

import dev.chatrooms.domain.Decision;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.account.AccountKind;
import dev.chatrooms.domain.people.Blocking;
import java.time.Instant;

/**
 * The rules for using an invite. Creating, listing and revoking invites is decided by {@link ModerationPolicy}.
 * Stateless.
 */
public final class InvitePolicy {
    private InvitePolicy() {}

    /**
     * Decides on previewing the room of an invite, which the account may be unable to see otherwise.
     *
     * @return refused with {@code unauthenticated}, {@code not_found} (the account is banned, so the room stays hidden)
     *     or {@code invite_expired}
     */
    public static Decision<Room> preview(Room room, Invite invite, Standing standing, Instant now) {
        if (!standing.accountActive()) {
            return Decision.refuse(RefusalCode.UNAUTHENTICATED, "this account is not active");
        }
        if (standing.banned() && !standing.isMember()) {
            return Decision.refuse(RefusalCode.NOT_FOUND, "no such invite");
        }
        return invite.isOpen(now) ? Decision.accept(room) : expired();
    }

    /**
     * Decides on joining with an invite. An account that has blocked the creator of the invite cannot enter a private
     * room with it.
     *
     * @param blocking the blocks between the creator of the invite and the account, seen from the creator
     * @return {@code BEGINS}, for which one use has to be counted, or {@code UNCHANGED} for members, even if the invite
     *     has expired; refused with {@code unauthenticated}, {@code banned}, {@code invite_expired} or {@code blocked}
     */
    public static Decision<MembershipEffect> accept(
            Room room, Invite invite, Standing standing, Blocking blocking, Instant now) {
        if (!standing.accountActive()) {
            return Decision.refuse(RefusalCode.UNAUTHENTICATED, "this account is not active");
        }
        if (standing.isMember()) {
            return Decision.accept(MembershipEffect.UNCHANGED);
        }
        if (standing.banned()) {
            return Decision.refuse(RefusalCode.BANNED, "you are banned from this room");
        }
        return invite.isOpen(now) ? MembershipPolicy.bringIn(room.kind(), AccountKind.USER, blocking) : expired();
    }

    private static <T> Decision<T> expired() {
        return Decision.refuse(RefusalCode.INVITE_EXPIRED, "this invite has expired or was used up");
    }
}
