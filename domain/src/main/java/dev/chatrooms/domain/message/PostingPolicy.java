package dev.chatrooms.domain.message;

import dev.chatrooms.domain.Decision;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.people.BlockPolicy;
import dev.chatrooms.domain.people.Blocking;
import dev.chatrooms.domain.room.MembershipPolicy;
import dev.chatrooms.domain.room.Room;
import dev.chatrooms.domain.room.Standing;

/** Who may post into a room: its members, with an active account. Stateless. */
public final class PostingPolicy {
    private PostingPolicy() {}

    /**
     * Judges a draft against the room and the sender's standing, both as they are under the room's lock.
     *
     * @param blocking how it stands between the two of a direct room; {@link Blocking#NONE} in any other, where blocks change nothing
     * @return the message at the next place of the room; refused with {@code unauthenticated} (the account was disabled meanwhile),
     *     {@code not_found} (he may not know of the room), {@code not_a_member} (he may, but has not joined) or {@code blocked}
     */
    public static Decision<Message> post(Draft draft, Room room, Standing standing, Blocking blocking) {
        if (!standing.accountActive()) {
            return Decision.refuse(RefusalCode.UNAUTHENTICATED, "this account is not active");
        }
        if (standing.isMember()) {
            return BlockPolicy.directMessage(blocking) instanceof Decision.Refused<Blocking> blocked
                    ? new Decision.Refused<>(blocked.refusal())
                    : Decision.accept(draft.in(room));
        }
        return MembershipPolicy.maySee(room, standing)
                ? Decision.refuse(RefusalCode.NOT_A_MEMBER, "join the room before posting to it")
                : Decision.refuse(RefusalCode.NOT_FOUND, "no such room");
    }
}
