package dev.chatrooms.application.room;

import dev.chatrooms.application.message.MessageView;
import dev.chatrooms.domain.account.Profile;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.Room;
import dev.chatrooms.domain.room.RoomKind;
import dev.chatrooms.domain.room.RoomName;
import org.jspecify.annotations.Nullable;

/**
 * A room as one account sees it.
 *
 * @param lastMessage the message at {@code lastSeq}, its text cut to {@value #EXCERPT_CODE_POINTS} code points; null if
 *     there is none
 * @param me null if the viewer is not a member, and in views for all
 * @param peer the other member of a direct room
 */
public record RoomView(
        Room room,
        @Nullable MessageView lastMessage,
        @Nullable OwnMembership me,
        @Nullable Profile peer) {
    /** The length of the last message's text. */
    public static final int EXCERPT_CODE_POINTS = 200;

    public RoomView {
        lastMessage = lastMessage == null ? null : lastMessage.excerpt(EXCERPT_CODE_POINTS);
    }

    public RoomId id() {
        return room.id();
    }

    public RoomKind kind() {
        return room.kind();
    }

    /** Returns the name; null in direct rooms, which show the {@link #peer}. */
    public @Nullable String name() {
        RoomName name = room.name();
        return name == null ? null : name.value();
    }
}
