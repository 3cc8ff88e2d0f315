package dev.chatrooms.domain.room;

import dev.chatrooms.domain.Decision;
import dev.chatrooms.domain.RefusalCode;

/**
 * What owners and moderators do to a room and to others in it. Stateless: it judges what it is shown, as it is under
 * the room's lock.
 *
 * <p>Three rules come before all others. Whoever may not see the room is told that there is none. A direct room has no
 * roles, so nothing here happens in one. And nobody acts on a higher role: a moderator not on an owner; on his like he
 * may.
 */
public final class ModerationPolicy {
    private ModerationPolicy() {}

    /**
     * What owners and moderators may do to the room itself: change it, invite to it, see and lift its bans.
     *
     * @return accepted with the actor's membership; refused with {@code unauthenticated}, {@code not_found},
     *     {@code direct_room} or {@code insufficient_role}, also where he is no member of a room that he can see
     */
    public static Decision<Membership> moderate(Room room, Standing actor) {
        return atLeast(Role.MODERATOR, room, actor);
    }

    /**
     * Making somebody a member, without asking him.
     *
     * @param target who it is; his account is there
     * @return accepted with whether a membership is to begin: false where he is a member already; refused as
     *     {@link #moderate}, or with {@code banned}
     */
    public static Decision<Boolean> add(Room room, Standing actor, Standing target) {
        if (moderate(room, actor) instanceof Decision.Refused<Membership> refused) {
            return new Decision.Refused<>(refused.refusal());
        }
        if (target.isMember()) {
            return Decision.accept(false);
        }
        return target.banned()
                ? Decision.refuse(RefusalCode.BANNED, "he is banned from this room: lift the ban first")
                : Decision.accept(true);
    }

    /**
     * Giving a member another role, oneself included. Only an owner may.
     *
     * @param owners how many owners the room has
     * @return accepted with whether anything is to change; refused as {@link #moderate}, or with {@code not_found}
     *     (there is no such member) or {@code last_owner}
     */
    public static Decision<Boolean> changeRole(Room room, Standing actor, Standing target, Role role, int owners) {
        if (atLeast(Role.OWNER, room, actor) instanceof Decision.Refused<Membership> refused) {
            return new Decision.Refused<>(refused.refusal());
        }
        Membership membership = target.membership();
        if (membership == null) {
            return Decision.refuse(RefusalCode.NOT_FOUND, "no such member");
        }
        if (membership.role() == Role.OWNER && role != Role.OWNER && owners <= 1) {
            return Decision.refuse(RefusalCode.LAST_OWNER, "make somebody else an owner first");
        }
        return Decision.accept(membership.role() != role);
    }

    /**
     * Taking somebody out of a room. Who takes himself out leaves: anybody may, see {@link MembershipPolicy#leave}.
     *
     * @param owners how many owners the room has
     * @return accepted with whether a membership is to end: false where he is no member; refused as {@link #moderate},
     *     with {@code insufficient_role} for a higher role too, or as leaving is
     */
    public static Decision<Boolean> remove(Room room, Standing actor, Standing target, int owners) {
        return isSelf(actor, target)
                ? MembershipPolicy.leave(room, target, owners)
                : actOn(room, actor, target, target.isMember());
    }

    /**
     * Keeping somebody out of a room, member or not. An owner who bans another one stays an owner himself, so there
     * always is one left.
     *
     * @return accepted with whether a membership is to end by it; refused as {@link #moderate}, with
     *     {@code insufficient_role} for a higher role too, or with {@code self}
     */
    public static Decision<Boolean> ban(Room room, Standing actor, Standing target) {
        if (moderate(room, actor) instanceof Decision.Accepted<Membership> && isSelf(actor, target)) {
            return Decision.refuse(RefusalCode.SELF, "nobody bans himself");
        }
        return actOn(room, actor, target, target.isMember());
    }

    private static boolean isSelf(Standing actor, Standing target) {
        return actor.accountId().equals(target.accountId());
    }

    private static Decision<Boolean> actOn(Room room, Standing actor, Standing target, boolean outcome) {
        Decision<Membership> allowed = moderate(room, actor);
        if (allowed instanceof Decision.Refused<Membership> refused) {
            return new Decision.Refused<>(refused.refusal());
        }
        Membership own = ((Decision.Accepted<Membership>) allowed).outcome();
        Membership other = target.membership();
        return other == null || own.role().isAtLeast(other.role())
                ? Decision.accept(outcome)
                : Decision.refuse(RefusalCode.INSUFFICIENT_ROLE, "his role is higher than yours");
    }

    private static Decision<Membership> atLeast(Role role, Room room, Standing actor) {
        if (MembershipPolicy.see(room, actor) instanceof Decision.Refused<Room> refused) {
            return new Decision.Refused<>(refused.refusal());
        }
        if (room.kind() == RoomKind.DIRECT) {
            return Decision.refuse(RefusalCode.DIRECT_ROOM, "a direct room is its two members'");
        }
        Membership membership = actor.membership();
        if (membership == null || !membership.role().isAtLeast(role)) {
            return Decision.refuse(
                    RefusalCode.INSUFFICIENT_ROLE,
                    role == Role.OWNER ? "only an owner may" : "only owners and moderators may");
        }
        return Decision.accept(membership);
    }
}
