package dev.chatrooms.domain.room;

import dev.chatrooms.domain.Decision;
import dev.chatrooms.domain.FieldError;
import dev.chatrooms.domain.Refusal;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.people.BlockPolicy;
import dev.chatrooms.domain.people.Blocking;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Who opens a direct room with whom. Stateless: it judges what it is shown. */
public final class DirectRoomPolicy {
    private DirectRoomPolicy() {}

    /**
     * With whom somebody wants a direct room, of all that he named; himself may be among them.
     *
     * @return refused with {@code self} (he named only himself) or {@code invalid} (nobody, or more than one other)
     */
    public static Decision<AccountId> peer(AccountId opener, Set<AccountId> named) {
        Set<AccountId> others = new HashSet<>(named);
        others.remove(opener);
        if (others.isEmpty() && !named.isEmpty()) {
            return Decision.refuse(RefusalCode.SELF, "a direct room needs another member");
        }
        if (others.size() != 1) {
            return new Decision.Refused<>(new Refusal(
                    RefusalCode.INVALID,
                    "some fields are not acceptable",
                    List.of(new FieldError(
                            "members", others.isEmpty() ? "missing" : "too_many", "must be one other person"))));
        }
        return Decision.accept(others.iterator().next());
    }

    /**
     * Opening the room of a pair, whether it is made by that or was there before: one that is closed by a block is not
     * opened.
     *
     * @param openerActive whether the account of who opens it is active
     * @return refused with {@code unauthenticated} or {@code blocked}
     */
    public static Decision<Blocking> open(boolean openerActive, Blocking blocking) {
        return openerActive
                ? BlockPolicy.directMessage(blocking)
                : Decision.refuse(RefusalCode.UNAUTHENTICATED, "this account is not active");
    }
}
