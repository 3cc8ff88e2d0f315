package dev.chatrooms.domain.people;

import dev.chatrooms.domain.Decision;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.id.AccountId;

/**
 * What a block does: it forbids direct messages both ways and hides presence and typing, in whichever direction it is.
 * It touches nothing in rooms with more people than the two. Only who has blocked can lift it: each has a list of his
 * own, and nobody writes to another's.
 */
public final class BlockPolicy {
    private BlockPolicy() {}

    /**
     * Whether one may block the other.
     *
     * @return refused with {@code self}
     */
    public static Decision<AccountId> block(AccountId owner, AccountId other) {
        return owner.equals(other)
                ? Decision.refuse(RefusalCode.SELF, "you cannot block yourself")
                : Decision.accept(other);
    }

    /**
     * Whether one may write to the other in a room of the two alone.
     *
     * @return refused with {@code blocked}, in either direction
     */
    public static Decision<Blocking> directMessage(Blocking blocking) {
        return blocking.either()
                ? Decision.refuse(RefusalCode.BLOCKED, "one of you has blocked the other")
                : Decision.accept(blocking);
    }

    /**
     * Whether one is shown that the other is typing in a room of the two alone; in bigger rooms a block changes
     * nothing.
     */
    public static boolean showsTyping(Blocking blocking) {
        return !blocking.either();
    }
}
