package dev.chatrooms.application;

import dev.chatrooms.application.account.Registration;
import dev.chatrooms.application.message.Posted;
import dev.chatrooms.application.message.Send;
import dev.chatrooms.application.room.NewRoom;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.domain.room.RoomId;
import dev.chatrooms.domain.room.RoomKind;
import java.time.Duration;
import java.util.List;

/** Situations to start from, in a few words. */
public final class Fixture {
    /** No limits on how often, so that tests can be quick. */
    public static final ChatSettings UNLIMITED =
            new ChatSettings(Duration.ofMinutes(30), Duration.ofDays(1), true, 0, 0, 0, 10_000, 16_384);

    private Fixture() {}

    public static Chat chatOn(Storage storage) {
        return Chat.builder(storage).settings(UNLIMITED).build();
    }

    public static Chat chatOn(Storage storage, ChatSettings settings) {
        return Chat.builder(storage).settings(settings).build();
    }

    public static ChatSettings withReplay(int replayLimit, int ringEvents) {
        return new ChatSettings(Duration.ofMinutes(30), Duration.ofDays(1), true, 0, 0, 0, replayLimit, ringEvents);
    }

    public static Caller person(Chat chat, String username) {
        return Caller.of(chat.accounts()
                .register(Registration.of(username, "correct horse"))
                .join()
                .id());
    }

    public static RoomId publicRoom(Chat chat, Caller owner, String name) {
        return room(chat, owner, RoomKind.PUBLIC, name);
    }

    public static RoomId privateRoom(Chat chat, Caller owner, String name, String... members) {
        return room(chat, owner, RoomKind.PRIVATE, name, members);
    }

    private static RoomId room(Chat chat, Caller owner, RoomKind kind, String name, String... members) {
        return chat.rooms()
                .create(owner, new NewRoom(kind, name, null, List.of(members)))
                .join()
                .room()
                .id();
    }

    public static Posted say(Chat chat, Caller sender, RoomId room, String text) {
        return chat.messages().send(sender, new Send(room, text, null)).join();
    }
}
