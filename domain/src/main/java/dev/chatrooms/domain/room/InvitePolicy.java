package dev.chatrooms.domain.room;

import dev.chatrooms.domain.Decision;
import dev.chatrooms.domain.RefusalCode;
import java.time.Instant;

/**
 * What an invite is good for, to somebody who has its code. Who may make, see and revoke invites is for
 * {@link ModerationPolicy}.
 */
public final class InvitePolicy {
    private InvitePolicy() {}

    /**
     * Whether somebody may be shown what he is invited to, though he could not see the room otherwise.
     *
     * @return refused with {@code unauthenticated}, {@code not_found} (he is banned, and the room hidden from him) or
     *     {@code invite_expired}
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
     * Coming in.
     *
     * @return accepted with whether a membership is to begin, and one use to be counted: false where he is a member
     *     already, which is fine and costs nothing, also when the invite has ended since; refused with
     *     {@code unauthenticated}, {@code banned} or {@code invite_expired}
     */
    public static Decision<Boolean> accept(Invite invite, Standing standing, Instant now) {
        if (!standing.accountActive()) {
            return Decision.refuse(RefusalCode.UNAUTHENTICATED, "this account is not active");
        }
        if (standing.isMember()) {
            return Decision.accept(false);
        }
        if (standing.banned()) {
            return Decision.refuse(RefusalCode.BANNED, "you are banned from this room");
        }
        return invite.isOpen(now) ? Decision.accept(true) : expired();
    }

    private static <T> Decision<T> expired() {
        return Decision.refuse(RefusalCode.INVITE_EXPIRED, "this invite has expired or was used up");
    }
}
