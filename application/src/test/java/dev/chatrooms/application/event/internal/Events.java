package dev.chatrooms.application.event.internal;

import dev.chatrooms.application.event.EventContent;
import dev.chatrooms.application.event.LoggedEvent;
import dev.chatrooms.application.message.MessageView;
import dev.chatrooms.application.message.Sender;
import dev.chatrooms.domain.account.AccountKind;
import dev.chatrooms.domain.account.DisplayName;
import dev.chatrooms.domain.account.Username;
import dev.chatrooms.domain.event.Epoch;
import dev.chatrooms.domain.event.EventKind;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.message.Message;
import dev.chatrooms.domain.message.MessageText;
import java.time.Instant;
import java.util.UUID;

/** Entries of a log, made by hand. */
final class Events {
    static final Epoch EPOCH = new Epoch("k3f");
    static final AccountId ALICE = new AccountId(new UUID(0, 0xA11CE));
    static final AccountId BOB = new AccountId(new UUID(0, 0xB0B));
    static final RoomId TEA = new RoomId(new UUID(0, 0x7EA));
    static final RoomId COFFEE = new RoomId(new UUID(0, 0xC0FFEE));
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00.123Z");

    private Events() {}

    static LoggedEvent posted(long position, RoomId room, AccountId sender, String text) {
        Message message = new Message(
                new MessageId(new UUID(1, position)),
                room,
                position,
                sender,
                new MessageText(text),
                NOW,
                null,
                null,
                null);
        MessageView view = new MessageView(
                message, new Sender(sender, new Username("alice"), new DisplayName("Alice"), AccountKind.USER));
        return new LoggedEvent(
                new Position(position),
                EventKind.MESSAGE_POSTED,
                NOW,
                room,
                sender,
                null,
                new EventContent.OfMessage(view));
    }

    /** Something that is not a message; its content does not matter. */
    static LoggedEvent event(long position, EventKind kind, RoomId room, AccountId actor, AccountId subject) {
        return new LoggedEvent(new Position(position), kind, NOW, room, actor, subject, new EventContent.Nothing());
    }
}
