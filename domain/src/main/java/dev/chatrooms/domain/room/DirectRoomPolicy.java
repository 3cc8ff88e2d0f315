package dev.chatrooms.domain.room;

import dev.chatrooms.domain.Decision;
import dev.chatrooms.domain.FieldError;
import dev.chatrooms.domain.Refusal;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.account.AccountKind;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.people.BlockPolicy;
import dev.chatrooms.domain.people.Blocking;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The rules for opening direct rooms. Stateless. */
public final class DirectRoomPolicy {
    private DirectRoomPolicy() {}

    /**
     * Decides on the other member among the named accounts, which may include the opener.
     *
     * @return refused with {@code self} (only the opener is named) or {@code invalid} (none, or more than one other)
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
     * Decides on opening the room of a pair, new or existing. A room that is closed by a block cannot be opened. Blocks
     * do not apply to the application itself.
     *
     * @param openerActive whether the opener's account is active
     * @return refused with {@code unauthenticated} or {@code blocked}
     */
    public static Decision<Blocking> open(boolean openerActive, AccountKind opener, Blocking blocking) {
        if (!openerActive) {
            return Decision.refuse(RefusalCode.UNAUTHENTICATED, "this account is not active");
        }
        return opener == AccountKind.SYSTEM ? Decision.accept(blocking) : BlockPolicy.directMessage(blocking);
    }
}
