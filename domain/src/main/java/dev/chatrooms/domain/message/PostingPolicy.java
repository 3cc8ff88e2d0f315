package dev.chatrooms.domain.message;

import dev.chatrooms.domain.Decision;
import dev.chatrooms.domain.FieldError;
import dev.chatrooms.domain.Refusal;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.account.AccountKind;
import dev.chatrooms.domain.account.Username;
import dev.chatrooms.domain.file.AttachmentPolicy;
import dev.chatrooms.domain.file.FileUse;
import dev.chatrooms.domain.file.UploadedFile;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.FileId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.people.BlockPolicy;
import dev.chatrooms.domain.people.Blocking;
import dev.chatrooms.domain.room.Membership;
import dev.chatrooms.domain.room.MembershipPolicy;
import dev.chatrooms.domain.room.Role;
import dev.chatrooms.domain.room.Room;
import dev.chatrooms.domain.room.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rules for posting: only members with an active account may, and the application itself, to which blocks do not
 * apply. A message refers only to messages of its room, and shows only files of its sender. Stateless.
 */
public final class PostingPolicy {
    private PostingPolicy() {}

    /**
     * The existing objects that a draft refers to.
     *
     * @param replied the message that it replies to
     * @param root the root of its thread
     * @param people the accounts of the names in it, as far as they exist
     * @param files the files that it attaches, as far as they exist
     */
    public record References(
            @Nullable Message replied,
            @Nullable Message root,
            Map<Username, AccountId> people,
            Map<FileId, FileUse> files) {
        public static final References NONE = new References(null, null, Map.of(), Map.of());

        public References {
            people = Map.copyOf(people);
            files = Map.copyOf(files);
        }

        /** Returns the files of a draft, all of which exist. */
        private List<UploadedFile> filesOf(Draft draft) {
            return draft.attachments().stream()
                    .map(id -> Objects.requireNonNull(files.get(id)).file())
                    .toList();
        }
    }

    /** Decides on a draft that refers to nothing. */
    public static Decision<Message> post(Draft draft, Room room, Standing standing, Blocking blocking) {
        return post(draft, room, standing, blocking, References.NONE);
    }

    /**
     * Decides on a draft. The room and the standing are the state under the room's lock.
     *
     * @param blocking the blocks between the members of a direct room; {@link Blocking#NONE} in other rooms, where
     *     blocks have no effect
     * @return the message at the next place in the room; refused with {@code unauthenticated} (the account has been
     *     disabled meanwhile), {@code not_found} (the account cannot see the room), {@code not_a_member},
     *     {@code blocked} or {@code invalid}
     */
    public static Decision<Message> post(
            Draft draft, Room room, Standing standing, Blocking blocking, References references) {
        if (!standing.accountActive()) {
            return Decision.refuse(RefusalCode.UNAUTHENTICATED, "this account is not active");
        }
        if (!standing.isApplication()) {
            if (!standing.isMember()) {
                return MembershipPolicy.maySee(room, standing)
                        ? Decision.refuse(RefusalCode.NOT_A_MEMBER, "join the room before posting to it")
                        : Decision.refuse(RefusalCode.NOT_FOUND, "no such room");
            }
            if (BlockPolicy.directMessage(blocking) instanceof Decision.Refused<Blocking> blocked) {
                return new Decision.Refused<>(blocked.refusal());
            }
        }
        List<FieldError> errors = errors(draft, references);
        if (draft.fromClient() && draft.metadata() != null && standing.kind() == AccountKind.USER) {
            errors.add(new FieldError("metadata", "not_a_bot", "may only be set by bots"));
        }
        return errors.isEmpty()
                ? Decision.accept(draft.in(
                        room,
                        draft.names().among(references.people(), mayMentionRoom(standing)),
                        references.filesOf(draft)))
                : new Decision.Refused<>(new Refusal(RefusalCode.INVALID, "some fields are not acceptable", errors));
    }

    /** Returns whether {@code @room} mentions everyone when this account writes it. */
    public static boolean mayMentionRoom(Standing standing) {
        Membership membership = standing.membership();
        return standing.isApplication()
                || (membership != null && membership.role().isAtLeast(Role.MODERATOR));
    }

    /** Returns whether a repeated send may be answered with the first message: if its sender may still see the room. */
    public static boolean mayRepeat(Room room, Standing standing) {
        return standing.isApplication() || MembershipPolicy.maySee(room, standing);
    }

    private static List<FieldError> errors(Draft draft, References references) {
        boolean isPlain = draft.replyTo() == null
                && draft.threadId() == null
                && draft.attachments().isEmpty();
        List<FieldError> errors = new ArrayList<>();
        if (isPlain && !draft.text().isEmpty()) {
            return errors;
        }
        if (draft.text().isEmpty() && draft.attachments().isEmpty()) {
            errors.add(new FieldError("text", "empty", "must not be empty"));
        }
        errors.addAll(AttachmentPolicy.errors(draft.attachments(), draft.senderId(), references.files()));
        if (draft.replyTo() != null && !isIn(draft.roomId(), references.replied())) {
            errors.add(new FieldError("replyTo", "unknown", "must be a message of this room"));
        }
        Message root = references.root();
        if (draft.threadId() != null) {
            if (root == null || !isIn(draft.roomId(), root)) {
                errors.add(new FieldError("threadId", "unknown", "must be a message of this room"));
            } else if (root.threadId() != null) {
                errors.add(new FieldError("threadId", "not_a_root", "must not be a message of another thread"));
            }
        }
        return errors;
    }

    private static boolean isIn(RoomId room, @Nullable Message message) {
        return message != null && message.roomId().equals(room);
    }
}
