package dev.chatrooms.wire.mapping;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.room.BanRequest;
import dev.chatrooms.application.room.RoomEdit;
import dev.chatrooms.domain.FieldError;
import dev.chatrooms.domain.Refusal;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.room.Role;
import dev.chatrooms.domain.room.RoomKind;
import dev.chatrooms.wire.NewBan;
import dev.chatrooms.wire.NewInvite;
import dev.chatrooms.wire.NewRoom;
import dev.chatrooms.wire.RoleChange;
import dev.chatrooms.wire.RoomChange;
import dev.chatrooms.wire.TextChange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Requests about rooms. All methods throw a {@link ChatException} {@code invalid} for an unknown kind or role. */
public final class RoomRequests {
    private RoomRequests() {}

    public static dev.chatrooms.application.room.NewRoom newRoom(NewRoom request) {
        return new dev.chatrooms.application.room.NewRoom(
                kind(request.kind()), request.name(), request.topic(), request.members());
    }

    private static @Nullable RoomKind kind(@Nullable String kind) {
        if (kind == null) {
            return null;
        }
        return switch (kind) {
            case "public" -> RoomKind.PUBLIC;
            case "private" -> RoomKind.PRIVATE;
            case "direct" -> RoomKind.DIRECT;
            default -> throw invalid("kind", "unknown", "must be 'public', 'private' or 'direct'");
        };
    }

    public static RoomEdit roomEdit(RoomChange request) {
        TextChange topic = request.topic();
        String newTopic = topic == null ? null : topic.text() == null ? "" : topic.text();
        return new RoomEdit(notNull("name", request.name()), newTopic, newKind(notNull("kind", request.kind())));
    }

    private static @Nullable RoomKind newKind(@Nullable String kind) {
        if (kind == null) {
            return null;
        }
        return switch (kind) {
            case "public" -> RoomKind.PUBLIC;
            case "private" -> RoomKind.PRIVATE;
            default -> throw invalid("kind", "unknown", "must be 'public' or 'private'");
        };
    }

    /** Returns the new text of a field that cannot be emptied; null if the field stays as it is. */
    private static @Nullable String notNull(String field, @Nullable TextChange change) {
        if (change != null && change.text() == null) {
            throw invalid(field, "missing", "cannot be taken away");
        }
        return change == null ? null : change.text();
    }

    public static Role role(RoleChange request) {
        String role = request.role();
        if (role == null) {
            throw invalid("role", "missing", "is required");
        }
        return switch (role) {
            case "owner" -> Role.OWNER;
            case "moderator" -> Role.MODERATOR;
            case "member" -> Role.MEMBER;
            default -> throw invalid("role", "unknown", "must be 'owner', 'moderator' or 'member'");
        };
    }

    /**
     * Maps a ban.
     *
     * @param request null for a ban without a reason that does not expire
     */
    public static BanRequest ban(@Nullable NewBan request) {
        return request == null ? BanRequest.FOR_EVER : new BanRequest(request.reason(), request.until());
    }

    /**
     * Maps the limits of a new invite.
     *
     * @param request null for the default limits
     */
    public static dev.chatrooms.application.room.NewInvite newInvite(@Nullable NewInvite request) {
        return request == null
                ? dev.chatrooms.application.room.NewInvite.USUAL
                : new dev.chatrooms.application.room.NewInvite(request.maxUses(), request.expiresIn());
    }

    private static ChatException invalid(String field, String code, String message) {
        return new ChatException(new Refusal(
                RefusalCode.INVALID, "some fields are not acceptable", List.of(new FieldError(field, code, message))));
    }
}
