package dev.chatrooms.application.room;

import dev.chatrooms.application.message.MessageView;
import dev.chatrooms.domain.account.Profile;
import dev.chatrooms.domain.room.Room;
import org.jspecify.annotations.Nullable;

/**
 * A room as one account sees it.
 *
 * @param lastMessage the message at {@code lastSeq}; null if there is none
 * @param me null if the viewer is not a member, and in views for all
 * @param peer the other member of a direct room
 */
public record RoomView(
        Room room,
        @Nullable MessageView lastMessage,
        @Nullable OwnMembership me,
        @Nullable Profile peer) {}
