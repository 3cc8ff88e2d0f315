package dev.chatrooms.domain.message;

import dev.chatrooms.domain.Decision;
import dev.chatrooms.domain.FieldError;
import dev.chatrooms.domain.Refusal;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.metadata.Metadata;
import dev.chatrooms.domain.people.BlockPolicy;
import dev.chatrooms.domain.people.Blocking;
import dev.chatrooms.domain.room.Membership;
import dev.chatrooms.domain.room.MembershipPolicy;
import dev.chatrooms.domain.room.Role;
import dev.chatrooms.domain.room.Room;
import dev.chatrooms.domain.room.RoomKind;
import dev.chatrooms.domain.room.Standing;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rules for posted messages. Stateless; the arguments are the state under the room's lock.
 *
 * <p>The application itself may do in every room what a moderator may, without being a member, and blocks do not apply
 * to it. All other commands require a member with an active account and are refused with {@code unauthenticated},
 * {@code not_found} or {@code not_a_member} otherwise. To an account that may not read the room the message does not
 * exist.
 */
public final class EditingPolicy {
    /** The maximum number of different emoji that a message's reactions may have. */
    public static final int MAX_REACTION_KINDS = 50;

    private EditingPolicy() {}

    /**
     * Decides on replacing the text. Only the sender may, and only in the window. Also refused with
     * {@code insufficient_role}, {@code deleted}, {@code edit_window_passed}, {@code invalid} (no text and no files),
     * and {@code blocked}, because a new text is as good as a new message.
     *
     * @param blocking the blocks between the members of a direct room; {@link Blocking#NONE} in other rooms
     * @return {@code UNCHANGED} if the message has that text already
     */
    public static Decision<MessageEffect> edit(
            Message message,
            MessageText text,
            Room room,
            Standing actor,
            Blocking blocking,
            EditWindow window,
            Instant now) {
        if (mayRead(room, actor) && !message.senderId().equals(actor.accountId())) {
            return Decision.refuse(RefusalCode.INSUFFICIENT_ROLE, "only its sender edits a message");
        }
        Refusal refusal = refusal(message, room, actor, true);
        if (refusal == null && !actor.isApplication() && !window.includes(message.createdAt(), now)) {
            return Decision.refuse(RefusalCode.EDIT_WINDOW_PASSED, "the time for editing this message has passed");
        }
        if (refusal == null && text.isEmpty() && message.attachments().isEmpty()) {
            return new Decision.Refused<>(new Refusal(
                    RefusalCode.INVALID,
                    "some fields are not acceptable",
                    List.of(new FieldError("text", "empty", "must not be empty"))));
        }
        return unlessBlocked(answer(refusal, !text.equals(message.text())), actor, blocking);
    }

    /**
     * Decides on replacing the metadata, which only the host does. Refused with {@code deleted}.
     *
     * @return {@code UNCHANGED} if the message has that metadata already
     */
    static Decision<MessageEffect> setMetadata(Message message, @Nullable Metadata metadata) {
        return message.isDeleted()
                ? Decision.refuse(RefusalCode.DELETED, "the message is deleted")
                : answer(null, !Objects.equals(message.metadata(), metadata));
    }

    /**
     * Decides on deleting. The sender may, and in rooms with roles moderators and owners may. Also refused with
     * {@code insufficient_role}.
     *
     * @return {@code UNCHANGED} if the message is deleted already
     */
    public static Decision<MessageEffect> delete(Message message, Room room, Standing actor) {
        Refusal refusal = refusal(message, room, actor, false);
        if (refusal == null && !message.senderId().equals(actor.accountId()) && !moderates(room, actor)) {
            return Decision.refuse(
                    RefusalCode.INSUFFICIENT_ROLE, "only its sender, moderators and owners delete a message");
        }
        return answer(refusal, !message.isDeleted());
    }

    /**
     * Decides on reading earlier texts. The sender, moderators and owners may. Also refused with
     * {@code insufficient_role}.
     *
     * @return the message
     */
    public static Decision<Message> readRevisions(Message message, Room room, Standing actor) {
        if (!mayRead(room, actor)) {
            return Decision.refuse(RefusalCode.NOT_FOUND, "no such message");
        }
        return message.senderId().equals(actor.accountId()) || moderates(room, actor)
                ? Decision.accept(message)
                : Decision.refuse(
                        RefusalCode.INSUFFICIENT_ROLE, "only its sender, moderators and owners read earlier texts");
    }

    /**
     * Decides on adding a reaction. Any member may. Also refused with {@code deleted} and {@code blocked}.
     *
     * @param blocking the blocks between the members of a direct room; {@link Blocking#NONE} in other rooms
     * @return {@code CHANGES}; the store knows whether the account has this reaction already
     */
    public static Decision<MessageEffect> react(Message message, Room room, Standing actor, Blocking blocking) {
        return unlessBlocked(answer(refusal(message, room, actor, true), true), actor, blocking);
    }

    /**
     * Decides on removing one's own reaction. Any member may, blocked or not. Also refused with {@code deleted}.
     *
     * @return {@code CHANGES}; the store knows whether the account has this reaction
     */
    public static Decision<MessageEffect> removeReaction(Message message, Room room, Standing actor) {
        return answer(refusal(message, room, actor, true), true);
    }

    /**
     * Decides on pinning and unpinning. Moderators and owners may, and both members of a direct room. Also refused with
     * {@code insufficient_role}, {@code deleted} and {@code blocked}.
     *
     * @param blocking the blocks between the members of a direct room; {@link Blocking#NONE} in other rooms
     * @return {@code UNCHANGED} if the message is pinned, or not pinned, already
     */
    public static Decision<MessageEffect> pin(
            Message message, boolean pinned, Room room, Standing actor, Blocking blocking) {
        if (actor.isMember() && room.kind() != RoomKind.DIRECT && !moderates(room, actor)) {
            return Decision.refuse(RefusalCode.INSUFFICIENT_ROLE, "only moderators and owners pin a message");
        }
        return unlessBlocked(answer(refusal(message, room, actor, true), message.pinned() != pinned), actor, blocking);
    }

    private static Decision<MessageEffect> unlessBlocked(
            Decision<MessageEffect> decision, Standing actor, Blocking blocking) {
        return actor.isApplication()
                ? decision
                : decision.flatMap(effect -> BlockPolicy.directMessage(blocking).map(open -> effect));
    }

    private static Decision<MessageEffect> answer(@Nullable Refusal refusal, boolean changes) {
        return refusal == null
                ? Decision.accept(changes ? MessageEffect.CHANGES : MessageEffect.UNCHANGED)
                : new Decision.Refused<>(refusal);
    }

    private static @Nullable Refusal refusal(Message message, Room room, Standing actor, boolean mustExist) {
        if (!actor.accountActive()) {
            return new Refusal(RefusalCode.UNAUTHENTICATED, "this account is not active");
        }
        if (!mayRead(room, actor)) {
            return new Refusal(RefusalCode.NOT_FOUND, "no such message");
        }
        if (!actor.isMember() && !actor.isApplication()) {
            return new Refusal(RefusalCode.NOT_A_MEMBER, "join the room first");
        }
        return mustExist && message.isDeleted()
                ? new Refusal(RefusalCode.DELETED, "this message has been deleted")
                : null;
    }

    private static boolean mayRead(Room room, Standing actor) {
        return actor.isApplication() || MembershipPolicy.maySee(room, actor);
    }

    private static boolean moderates(Room room, Standing actor) {
        Membership membership = actor.membership();
        return actor.isApplication()
                || (membership != null
                        && room.kind() != RoomKind.DIRECT
                        && membership.role().isAtLeast(Role.MODERATOR));
    }
}
