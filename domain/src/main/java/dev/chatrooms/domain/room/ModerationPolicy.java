package dev.chatrooms.domain.room;

import dev.chatrooms.domain.Decision;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.people.Blocking;

/**
 * The rules for owners and moderators of a room. Stateless.
 *
 * <p>Owners and moderators may do everything here except change roles, which only owners may. A direct room has no
 * roles, so every command is refused in it. No one may act on a higher role: a moderator may act on moderators but not
 * on owners.
 */
public final class ModerationPolicy {
    private ModerationPolicy() {}

    /**
     * Decides on changes that affect all members alike: updating the room, managing its invites, listing and lifting
     * its bans.
     *
     * @return the actor's membership; refused with {@code unauthenticated}, {@code not_found}, {@code direct_room} or
     *     {@code insufficient_role}, the latter also for accounts that can see the room without being a member
     */
    public static Decision<Membership> moderate(Room room, Standing actor) {
        return atLeast(Role.MODERATOR, room, actor);
    }

    /**
     * Decides on changing the name, topic or kind.
     *
     * @param blocked whether a member has blocked the actor, who then cannot make a public room private
     * @return the actor's membership; refused as {@link #moderate}, or with {@code blocked}
     */
    public static Decision<Membership> update(Room room, RoomChange change, Standing actor, boolean blocked) {
        return moderate(room, actor)
                .flatMap(moderator -> blocked && room.isMadePrivateBy(change)
                        ? Decision.refuse(RefusalCode.BLOCKED, "a member of this room has blocked you")
                        : Decision.accept(moderator));
    }

    /**
     * Decides on adding an account without its consent.
     *
     * @param target an existing account
     * @param blocking the blocks between the two, seen from the actor; they have an effect in private rooms only
     * @return {@code BEGINS}, or {@code UNCHANGED} if the target is a member already; refused as {@link #moderate}, or
     *     with {@code banned} or {@code blocked}
     */
    public static Decision<MembershipEffect> add(Room room, Standing actor, Standing target, Blocking blocking) {
        return moderate(room, actor).flatMap(moderator -> {
            if (target.isMember()) {
                return Decision.accept(MembershipEffect.UNCHANGED);
            }
            return target.banned()
                    ? Decision.refuse(RefusalCode.BANNED, "this account is banned from the room: lift the ban first")
                    : MembershipPolicy.bringIn(room.kind(), actor.kind(), blocking);
        });
    }

    /**
     * Decides on changing a member's role, the actor's own included. Only an owner may.
     *
     * @param owners number of owners of the room
     * @return {@code CHANGES}, or {@code UNCHANGED} if the target has that role already; refused as {@link #moderate},
     *     or with {@code not_found} (the target is not a member) or {@code last_owner}
     */
    public static Decision<MembershipEffect> changeRole(
            Room room, Standing actor, Standing target, Role role, int owners) {
        return atLeast(Role.OWNER, room, actor).flatMap(owner -> {
            Membership membership = target.membership();
            if (membership == null) {
                return Decision.refuse(RefusalCode.NOT_FOUND, "no such member");
            }
            if (membership.role() == Role.OWNER && role != Role.OWNER && owners <= 1) {
                return Decision.refuse(RefusalCode.LAST_OWNER, "make another member an owner first");
            }
            return Decision.accept(membership.role() == role ? MembershipEffect.UNCHANGED : MembershipEffect.CHANGES);
        });
    }

    /**
     * Decides on removing a member. For the actor's own membership the rules of {@link MembershipPolicy#leave} apply.
     *
     * @param owners number of owners of the room
     * @return {@code ENDS}, or {@code UNCHANGED} if the target is not a member; refused as {@link #moderate}, with
     *     {@code insufficient_role} also for a target with a higher role, or as leaving is
     */
    public static Decision<MembershipEffect> remove(Room room, Standing actor, Standing target, int owners) {
        return isSelf(actor, target) ? MembershipPolicy.leave(room, target, owners) : actOn(room, actor, target);
    }

    /**
     * Decides on banning an account, member or not. An owner who bans another owner remains, so the room keeps an
     * owner.
     *
     * @return {@code ENDS}, or {@code UNCHANGED} if the target is not a member; refused as {@link #moderate}, with
     *     {@code insufficient_role} also for a target with a higher role, or with {@code self}
     */
    public static Decision<MembershipEffect> ban(Room room, Standing actor, Standing target) {
        return moderate(room, actor)
                .flatMap(moderator -> isSelf(actor, target)
                        ? Decision.refuse(RefusalCode.SELF, "you cannot ban yourself")
                        : actOn(room, actor, target));
    }

    private static boolean isSelf(Standing actor, Standing target) {
        return actor.accountId().equals(target.accountId());
    }

    private static Decision<MembershipEffect> actOn(Room room, Standing actor, Standing target) {
        return moderate(room, actor).flatMap(own -> {
            Membership other = target.membership();
            if (other == null) {
                return Decision.accept(MembershipEffect.UNCHANGED);
            }
            return own.role().isAtLeast(other.role())
                    ? Decision.accept(MembershipEffect.ENDS)
                    : Decision.refuse(RefusalCode.INSUFFICIENT_ROLE, "their role is higher than yours");
        });
    }

    private static Decision<Membership> atLeast(Role role, Room room, Standing actor) {
        return MembershipPolicy.see(room, actor).flatMap(seen -> {
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
        });
    }
}
