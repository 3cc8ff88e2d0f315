package dev.chatrooms.domain.people;

import dev.chatrooms.domain.Decision;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.id.AccountId;

/**
 * The effect of a block: it prevents direct messages and hides presence and typing, in both directions. It has no
 * effect in other rooms. Only the account that blocked can unblock.
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

    /** Returns whether typing is shown to the other member of a direct room. In other rooms blocks have no effect. */
    public static boolean showsTyping(Blocking blocking) {
        return !blocking.either();
    }
}
