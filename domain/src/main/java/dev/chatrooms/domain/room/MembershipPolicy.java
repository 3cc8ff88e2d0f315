package dev.chatrooms.domain.room;

import dev.chatrooms.domain.Decision;
import dev.chatrooms.domain.RefusalCode;

/** Who may see a room, come and go. Stateless: it judges what it is shown. */
public final class MembershipPolicy {
    private MembershipPolicy() {}

    /**
     * Whether a person may know of a room and read it: its members, and everybody where it is public, unless banned. To
     * anybody else it does not exist.
     */
    public static boolean maySee(Room room, Standing standing) {
        return standing.isMember() || (room.kind() == RoomKind.PUBLIC && !standing.banned());
    }

    /**
     * Looking at a room, before anything is done to it.
     *
     * @return accepted with the room; refused with {@code unauthenticated} (the account was disabled meanwhile) or
     *     {@code not_found}
     */
    public static Decision<Room> see(Room room, Standing standing) {
        if (!standing.accountActive()) {
            return Decision.refuse(RefusalCode.UNAUTHENTICATED, "this account is not active");
        }
        return maySee(room, standing) ? Decision.accept(room) : Decision.refuse(RefusalCode.NOT_FOUND, "no such room");
    }

    /**
     * Joining by one's own will.
     *
     * @return accepted with whether a membership is to begin: false where he is a member already, which is fine;
     *     refused with {@code not_found} (not public: it is not to be told that there is one), {@code banned} or
     *     {@code unauthenticated} (the account was disabled meanwhile)
     */
    public static Decision<Boolean> join(Room room, Standing standing) {
        if (!standing.accountActive()) {
            return inactive();
        }
        if (standing.isMember()) {
            return Decision.accept(false);
        }
        if (room.kind() != RoomKind.PUBLIC) {
            return Decision.refuse(RefusalCode.NOT_FOUND, "no such room");
        }
        if (standing.banned()) {
            return Decision.refuse(RefusalCode.BANNED, "you are banned from this room");
        }
        return Decision.accept(true);
    }

    /**
     * Leaving by one's own will.
     *
     * @param owners how many owners the room has, counted under its lock
     * @return accepted with whether a membership is to end: false where he is no member of a room that he can see;
     *     refused with {@code not_found}, {@code direct_room}, {@code last_owner} (also for the only member: he deletes
     *     the room instead) or {@code unauthenticated}
     */
    public static Decision<Boolean> leave(Room room, Standing standing, int owners) {
        if (!standing.accountActive()) {
            return inactive();
        }
        Membership membership = standing.membership();
        if (membership == null) {
            return maySee(room, standing)
                    ? Decision.accept(false)
                    : Decision.refuse(RefusalCode.NOT_FOUND, "no such room");
        }
        if (room.kind() == RoomKind.DIRECT) {
            return Decision.refuse(RefusalCode.DIRECT_ROOM, "nobody leaves a direct room");
        }
        if (membership.role() == Role.OWNER && owners <= 1) {
            return Decision.refuse(RefusalCode.LAST_OWNER, "hand the room over to another owner first, or delete it");
        }
        return Decision.accept(true);
    }

    /** What becomes of a membership when the person deletes his account. */
    public enum Departure {
        /** It ends. */
        LEAVES,
        /** There is nobody else: the room goes with him. */
        DELETES_ROOM,
        /** It stays, so that the other keeps what was said: a direct room belongs to both. */
        STAYS,
        /** The others would be left without an owner: the account cannot be deleted yet. */
        LAST_OWNER
    }

    /**
     * Leaving for good, with the account.
     *
     * @param room as it is under its lock
     * @param owners how many owners the room has
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

    private static Decision<Boolean> inactive() {
        return Decision.refuse(RefusalCode.UNAUTHENTICATED, "this account is not active");
    }
}
