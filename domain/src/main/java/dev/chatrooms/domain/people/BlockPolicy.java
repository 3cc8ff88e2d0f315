package dev.chatrooms.domain.people;

import dev.chatrooms.domain.Decision;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.id.AccountId;

/**
 * The effect of a block. In both directions it prevents direct messages and hides presence, typing and read markers. In
 * one direction it keeps the blocked account from bringing the blocker into a private room. It has no other effect in
 * rooms with more members. Only the account that blocked can unblock.
 */
public final class BlockPolicy {
    private BlockPolicy() {}

    /**
     * Decides on blocking.
     *
     * @return the account to block; refused with {@code self}
     */
    public static Decision<AccountId> block(AccountId owner, AccountId other) {
        return owner.equals(other)
                ? Decision.refuse(RefusalCode.SELF, "you cannot block yourself")
                : Decision.accept(other);
    }

    /**
     * Decides on writing in a direct room.
     *
     * @return refused with {@code blocked}, for blocks in either direction
     */
    public static Decision<Blocking> directMessage(Blocking blocking) {
        return blocking.either()
                ? Decision.refuse(RefusalCode.BLOCKED, "one of you has blocked the other")
                : Decision.accept(blocking);
    }

    /**
     * Decides on bringing another account into a private room: adding it, creating the room with it, or inviting it.
     *
     * @param blocking the blocks between the two, seen from the account that acts
     * @return refused with {@code blocked} if the other has blocked it; its own block is no reason
     */
    public static Decision<Blocking> bringIntoPrivateRoom(Blocking blocking) {
        return blocking.byOther()
                ? Decision.refuse(
                        RefusalCode.BLOCKED, "a private room, and one of these accounts has blocked the other")
                : Decision.accept(blocking);
    }

    /** Returns whether typing is shown to the other member of a direct room. In other rooms blocks have no effect. */
    public static boolean showsTyping(Blocking blocking) {
        return !blocking.either();
    }
}
