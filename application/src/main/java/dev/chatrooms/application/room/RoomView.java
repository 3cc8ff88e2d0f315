package dev.chatrooms.application.room;

import dev.chatrooms.application.message.MessageView;
import dev.chatrooms.domain.account.Profile;
import dev.chatrooms.domain.room.Room;
import org.jspecify.annotations.Nullable;

/**
 * A room as one person sees it.
 *
 * @param lastMessage the one at {@code lastSeq}; null while there is none
 * @param me null where the viewer is no member, and where the view is the same for everybody
 * @param peer the other one of a direct room
 */
public record RoomView(
        Room room,
        @Nullable MessageView lastMessage,
        @Nullable OwnMembership me,
        @Nullable Profile peer) {}
