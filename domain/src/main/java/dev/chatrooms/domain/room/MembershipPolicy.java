package dev.chatrooms.domain.room;

import dev.chatrooms.domain.Decision;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.account.AccountKind;
import dev.chatrooms.domain.people.BlockPolicy;
import dev.chatrooms.domain.people.Blocking;

/** The rules for seeing, joining and leaving a room. Stateless. */
public final class MembershipPolicy {
    private MembershipPolicy() {}

    /**
     * Returns whether an account may see and read a room: its members may, and everyone may if it is public, unless
     * banned. To other accounts the room does not exist.
     */
    public static boolean maySee(Room room, Standing standing) {
        return standing.isMember() || (room.kind() == RoomKind.PUBLIC && !standing.banned());
    }

    /**
     * Decides on seeing a room, which every command requires.
     *
     * @return the room; refused with {@code unauthenticated} (the account has been disabled meanwhile) or
     *     {@code not_found}
     */
    public static Decision<Room> see(Room room, Standing standing) {
        if (!standing.accountActive()) {
            return Decision.refuse(RefusalCode.UNAUTHENTICATED, "this account is not active");
        }
        return maySee(room, standing) ? Decision.accept(room) : Decision.refuse(RefusalCode.NOT_FOUND, "no such room");
    }

    /**
     * Decides on joining without an invite.
     *
     * @return {@code BEGINS}, or {@code UNCHANGED} for members; refused with {@code not_found} (the room is not public,
     *     so its existence is not disclosed), {@code banned} or {@code unauthenticated} (the account has been disabled
     *     meanwhile)
     */
    public static Decision<MembershipEffect> join(Room room, Standing standing) {
        if (!standing.accountActive()) {
            return inactive();
        }
        if (standing.isMember()) {
            return Decision.accept(MembershipEffect.UNCHANGED);
        }
        if (room.kind() != RoomKind.PUBLIC) {
            return Decision.refuse(RefusalCode.NOT_FOUND, "no such room");
        }
        if (standing.banned()) {
            return Decision.refuse(RefusalCode.BANNED, "you are banned from this room");
        }
        return Decision.accept(MembershipEffect.BEGINS);
    }

    /**
     * Decides on bringing another account into a room by adding it, creating the room with it, or inviting it. Blocks
     * have an effect in private rooms only.
     *
     * @param by the kind of the account that acts; blocks do not apply to the application itself
     * @param blocking the blocks between the two, seen from the account that acts
     * @return {@code BEGINS}; refused with {@code blocked}
     */
    public static Decision<MembershipEffect> bringIn(RoomKind kind, AccountKind by, Blocking blocking) {
        return kind == RoomKind.PRIVATE && by != AccountKind.SYSTEM
                ? BlockPolicy.bringIntoPrivateRoom(blocking).map(open -> MembershipEffect.BEGINS)
                : Decision.accept(MembershipEffect.BEGINS);
    }

    /**
     * Decides on leaving.
     *
     * @param owners number of owners of the room, counted under its lock
     * @return {@code ENDS}, or {@code UNCHANGED} if the account is not a member of a room that it can see; refused with
     *     {@code not_found}, {@code direct_room}, {@code last_owner} (also for the only member, who deletes the room
     *     instead) or {@code unauthenticated}
     */
    public static Decision<MembershipEffect> leave(Room room, Standing standing, int owners) {
        if (!standing.accountActive()) {
            return inactive();
        }
        Membership membership = standing.membership();
        if (membership == null) {
            return maySee(room, standing)
                    ? Decision.accept(MembershipEffect.UNCHANGED)
                    : Decision.refuse(RefusalCode.NOT_FOUND, "no such room");
        }
        if (room.kind() == RoomKind.DIRECT) {
            return Decision.refuse(RefusalCode.DIRECT_ROOM, "a direct room cannot be left");
        }
        if (membership.role() == Role.OWNER && owners <= 1) {
            return Decision.refuse(RefusalCode.LAST_OWNER, "hand the room over to another owner first, or delete it");
        }
        return Decision.accept(MembershipEffect.ENDS);
    }

    /** The outcome for one membership when its account is deleted. */
    public enum Departure {
        /** The membership ends. */
        LEAVES,
        /** The account is the only member, so the room is deleted. */
        DELETES_ROOM,
        /** The membership of a direct room remains, so that the other member keeps the conversation. */
        STAYS,
        /** The other members would have no owner, so the account cannot be deleted yet. */
        LAST_OWNER
    }

    /**
     * Decides on the membership of an account that is being deleted.
     *
     * @param room its state under its lock
     * @param owners number of owners of the room
     */
    public static Departure depart(Room room, Role role, int owners) {
        if (room.kind() == RoomKind.DIRECT) {
            return Departure.STAYS;
        }
        if (room.memberCount() <= 1) {
            return Departure.DELETES_ROOM;
        }
        return role == Role.OWNER && owners <= 1 ? Departure.LAST_OWNER : Departure.LEAVES;
    }

    private static Decision<MembershipEffect> inactive() {
        return Decision.refuse(RefusalCode.UNAUTHENTICATED, "this account is not active");
    }
}
