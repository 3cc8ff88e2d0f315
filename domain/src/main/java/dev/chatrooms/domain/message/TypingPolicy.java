package dev.chatrooms.domain.message;

import dev.chatrooms.domain.Decision;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.MembershipPolicy;
import dev.chatrooms.domain.room.Room;
import dev.chatrooms.domain.room.Standing;

/** The rule for typing signals: members that may post may send them. Stateless. */
public final class TypingPolicy {
    private TypingPolicy() {}

    /**
     * Decides on showing an account as typing. A block is no reason to refuse: the signal is not shown to the other,
     * and the block is not disclosed.
     *
     * @return refused as {@link PostingPolicy} refuses: with {@code unauthenticated}, {@code not_found} or
     *     {@code not_a_member}
     */
    public static Decision<RoomId> type(Room room, Standing standing) {
        if (!standing.accountActive()) {
            return Decision.refuse(RefusalCode.UNAUTHENTICATED, "this account is not active");
        }
        if (standing.isMember()) {
            return Decision.accept(room.id());
        }
        return MembershipPolicy.maySee(room, standing)
                ? Decision.refuse(RefusalCode.NOT_A_MEMBER, "join the room before typing there")
                : Decision.refuse(RefusalCode.NOT_FOUND, "no such room");
    }
}
