package dev.chatrooms.application.room.internal;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.domain.FieldError;
import dev.chatrooms.domain.Refusal;
import dev.chatrooms.domain.RefusalCode;
import java.util.List;

/** The refusal of a room name, shared by creation and change. */
final class RoomNames {
    private RoomNames() {}

    static ChatException taken() {
        FieldError taken = new FieldError("name", "taken", "is the name of another public room");
        return new ChatException(
                new Refusal(RefusalCode.NAME_TAKEN, "a public room already has this name", List.of(taken)));
    }
}
