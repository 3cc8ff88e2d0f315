package dev.chatrooms.domain.message;

import dev.chatrooms.domain.Decision;
import dev.chatrooms.domain.Refusal;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.people.BlockPolicy;
import dev.chatrooms.domain.people.Blocking;
import dev.chatrooms.domain.room.Membership;
import dev.chatrooms.domain.room.MembershipPolicy;
import dev.chatrooms.domain.room.Role;
import dev.chatrooms.domain.room.Room;
import dev.chatrooms.domain.room.RoomKind;
import dev.chatrooms.domain.room.Standing;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what with a message that is there. Stateless: it judges what it is shown, which is as it is under the
 * room's lock. All that it allows takes a member with an active account; to whoever may not read the room the message
 * does not exist.
 *
 * <p>An answer of false means that all is as he wants it already.
 */
public final class EditingPolicy {
    /** How many kinds of reactions a message takes. */
    public static final int MAX_REACTION_KINDS = 50;

    private EditingPolicy() {}

    /**
     * Only the sender edits. Refused also with {@code insufficient_role}, {@code deleted} and {@code blocked}: a new
     * text is as good as a new message.
     *
     * @param blocking how it stands between the two of a direct room; {@link Blocking#NONE} in any other
     */
    public static Decision<Boolean> edit(
            Message message, MessageText text, Room room, Standing actor, Blocking blocking) {
        if (mayRead(room, actor) && !message.senderId().equals(actor.accountId())) {
            return Decision.refuse(RefusalCode.INSUFFICIENT_ROLE, "only its sender edits a message");
        }
        return unlessBlocked(answer(refusal(message, room, actor, true), !text.equals(message.text())), blocking);
    }

    /**
     * The sender deletes; in a room with roles moderators and owners do too. A deleted one is as he wants it. Refused
     * also with {@code insufficient_role}.
     */
    public static Decision<Boolean> delete(Message message, Room room, Standing actor) {
        Refusal refusal = refusal(message, room, actor, false);
        if (refusal == null && !message.senderId().equals(actor.accountId()) && !moderates(room, actor)) {
            return Decision.refuse(
                    RefusalCode.INSUFFICIENT_ROLE, "only its sender, moderators and owners delete a message");
        }
        return answer(refusal, !message.isDeleted());
    }

    /**
     * The sender sees what he wrote before, and so do moderators and owners. Refused also with
     * {@code insufficient_role}.
     */
    public static Decision<Boolean> readRevisions(Message message, Room room, Standing actor) {
        if (!mayRead(room, actor)) {
            return Decision.refuse(RefusalCode.NOT_FOUND, "no such message");
        }
        return message.senderId().equals(actor.accountId()) || moderates(room, actor)
                ? Decision.accept(true)
                : Decision.refuse(
                        RefusalCode.INSUFFICIENT_ROLE, "only its sender, moderators and owners read earlier texts");
    }

    /**
     * Any member reacts. Refused also with {@code deleted} and {@code blocked}.
     *
     * @param blocking how it stands between the two of a direct room; {@link Blocking#NONE} in any other
     */
    public static Decision<Boolean> react(Message message, Room room, Standing actor, Blocking blocking) {
        return unlessBlocked(answer(refusal(message, room, actor, true), true), blocking);
    }

    /** Any member takes back what he has reacted with, blocked or not. Refused also with {@code deleted}. */
    public static Decision<Boolean> takeBack(Message message, Room room, Standing actor) {
        return answer(refusal(message, room, actor, true), true);
    }

    /**
     * Moderators and owners pin and unpin; in a direct room both do. Refused also with {@code insufficient_role} and
     * {@code deleted}.
     */
    public static Decision<Boolean> pin(Message message, boolean on, Room room, Standing actor) {
        if (actor.isMember() && room.kind() != RoomKind.DIRECT && !moderates(room, actor)) {
            return Decision.refuse(RefusalCode.INSUFFICIENT_ROLE, "only moderators and owners pin a message");
        }
        return answer(refusal(message, room, actor, true), message.pinned() != on);
    }

    private static Decision<Boolean> unlessBlocked(Decision<Boolean> decision, Blocking blocking) {
        return decision instanceof Decision.Accepted
                        && BlockPolicy.directMessage(blocking) instanceof Decision.Refused<Blocking> blocked
                ? new Decision.Refused<>(blocked.refusal())
                : decision;
    }

    private static Decision<Boolean> answer(@Nullable Refusal refusal, boolean changes) {
        return refusal == null ? Decision.accept(changes) : new Decision.Refused<>(refusal);
    }

    private static @Nullable Refusal refusal(Message message, Room room, Standing actor, boolean mustBeThere) {
        if (!actor.accountActive()) {
            return new Refusal(RefusalCode.UNAUTHENTICATED, "this account is not active");
        }
        if (!mayRead(room, actor)) {
            return new Refusal(RefusalCode.NOT_FOUND, "no such message");
        }
        if (!actor.isMember()) {
            return new Refusal(RefusalCode.NOT_A_MEMBER, "join the room first");
        }
        return mustBeThere && message.isDeleted()
                ? new Refusal(RefusalCode.DELETED, "this message has been deleted")
                : null;
    }

    private static boolean mayRead(Room room, Standing actor) {
        return MembershipPolicy.maySee(room, actor);
    }

    private static boolean moderates(Room room, Standing actor) {
        Membership membership = actor.membership();
        return membership != null
                && room.kind() != RoomKind.DIRECT
                && membership.role().isAtLeast(Role.MODERATOR);
    }
}
