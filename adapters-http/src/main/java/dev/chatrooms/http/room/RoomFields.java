package dev.chatrooms.http.room;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.domain.FieldError;
import dev.chatrooms.domain.Refusal;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.room.Role;
import dev.chatrooms.domain.room.RoomKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fields that have one of a few words in them. */
final class RoomFields {
    private RoomFields() {}

    /**
     * What a room is to become; null for no change.
     *
     * @throws ChatException {@code invalid} for another word
     */
    static @Nullable RoomKind newKind(@Nullable String kind) {
        if (kind == null) {
            return null;
        }
        return switch (kind) {
            case "public" -> RoomKind.PUBLIC;
            case "private" -> RoomKind.PRIVATE;
            default -> throw invalid("kind", "unknown", "must be 'public' or 'private'");
        };
    }

    /** @throws ChatException {@code invalid} for another word, or none */
    static Role role(@Nullable String role) {
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

    static ChatException invalid(String field, String code, String message) {
        return new ChatException(new Refusal(
                RefusalCode.INVALID, "some fields are not acceptable", List.of(new FieldError(field, code, message))));
    }
}
