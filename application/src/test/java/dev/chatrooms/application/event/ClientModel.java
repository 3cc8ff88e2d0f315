package dev.chatrooms.application.event;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.message.HistoryRequest;
import dev.chatrooms.application.message.MessageView;
import dev.chatrooms.application.message.RepliedTo;
import dev.chatrooms.application.room.MemberView;
import dev.chatrooms.application.room.RoomView;
import dev.chatrooms.domain.event.EventKind;
import dev.chatrooms.domain.file.UploadedFile;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.message.Message;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A model of a correct client. It takes the rooms of a welcome, loads their content when it needs it, and applies each
 * later event by its data alone. Its text contains all that it knows.
 */
final class ClientModel {
    private final Chat chat;
    private final Caller me;
    private final Map<RoomId, RoomState> rooms = new TreeMap<>(Comparator.comparing(RoomId::value));

    /** A room with what is in it. */
    private static final class RoomState {
        String name;
        String metadata;
        int memberCount;
        long lastSeq;
        long readSeq;
        long mentions;
        /** Up to where messages are counted in the mentions. */
        long countedTo;

        final Map<String, String> members = new TreeMap<>();
        final Map<Long, MessageView> messages = new TreeMap<>();
    }

    ClientModel(Chat chat, Caller me, List<RoomView> welcome) {
        this.chat = chat;
        this.me = me;
        welcome.forEach(this::enter);
    }

    /** All that there is now, loaded at once. */
    static ClientModel fresh(Chat chat, Caller me) {
        return new ClientModel(
                chat, me, chat.rooms().ownRooms(me, new PageRequest(200, null)).items());
    }

    private void enter(RoomView view) {
        RoomState room = new RoomState();
        room.name = String.valueOf(view.room().name());
        room.metadata = String.valueOf(view.room().metadata());
        room.memberCount = view.room().memberCount();
        room.lastSeq = view.room().lastSeq();
        room.readSeq = view.me().membership().readSeq();
        room.mentions = view.me().mentions();
        room.countedTo = view.room().lastSeq();
        rooms.put(view.room().id(), room);
        try {
            load(view.room().id(), room);
        } catch (ChatException e) {
            // Lost meanwhile; an event reports it later.
            room.messages.clear();
        }
    }

    private void load(RoomId id, RoomState room) {
        String cursor = null;
        do {
            var page = chat.rooms().members(me, id, new PageRequest(200, cursor));
            for (MemberView member : page.items()) {
                room.members.put(member.user().id().toString(), member.role().toString());
            }
            cursor = page.next();
        } while (cursor != null);
        long after = 0;
        boolean more = true;
        while (more) {
            var page = chat.messages().history(me, id, HistoryRequest.after(after, 200));
            for (MessageView view : page.items()) {
                room.messages.put(view.message().seq(), view);
                after = view.message().seq();
            }
            more = page.hasAfter();
        }
    }

    void apply(LoggedEvent event) {
        RoomState room = event.roomId() == null ? null : rooms.get(event.roomId());
        EventContent content = event.content();
        if (content instanceof EventContent.Joined joined) {
            joined(event, room, joined);
        } else if (event.kind() == EventKind.ROOM_CREATED) {
            return;
        } else if (room == null) {
            return;
        } else if (content instanceof EventContent.Left left) {
            if (left.userId().equals(me.accountId())) {
                rooms.remove(event.roomId());
            } else {
                room.members.remove(left.userId().toString());
                room.memberCount = left.memberCount();
            }
        } else if (event.kind() == EventKind.ROOM_DELETED) {
            rooms.remove(event.roomId());
        } else if (content instanceof EventContent.OfRoom of) {
            room.metadata = String.valueOf(of.room().room().metadata());
        } else if (content instanceof EventContent.OfMessage of) {
            message(event.kind(), room, of);
        } else if (content instanceof EventContent.OfMine mine) {
            room.readSeq = mine.mine().membership().readSeq();
            room.mentions = mine.mine().mentions();
            room.countedTo = mine.lastSeq();
        } else if (content instanceof EventContent.OfPin pin) {
            change(
                    room,
                    pin.messageId(),
                    view -> new MessageView(
                            view.message().withPin(event.kind() == EventKind.MESSAGE_PINNED),
                            view.sender(),
                            view.replyTo(),
                            view.reactions()));
        } else if (content instanceof EventContent.OfReaction reaction) {
            change(
                    room,
                    reaction.messageId(),
                    view -> new MessageView(view.message(), view.sender(), view.replyTo(), reaction.reactions()));
        }
    }

    private void joined(LoggedEvent event, RoomState room, EventContent.Joined joined) {
        if (joined.user().id().equals(me.accountId())) {
            if (joined.room() != null) {
                enter(joined.room());
            }
        } else if (room != null) {
            room.members.put(joined.user().id().toString(), joined.role().toString());
            room.memberCount = joined.memberCount();
        }
    }

    private void message(EventKind kind, RoomState room, EventContent.OfMessage of) {
        MessageView view = of.message();
        Message message = view.message();
        room.messages.put(message.seq(), view);
        if (of.rootCount() != null) {
            change(
                    room,
                    message.threadId(),
                    root -> new MessageView(
                            root.message().withThreadCount(of.rootCount()),
                            root.sender(),
                            root.replyTo(),
                            root.reactions()));
        }
        if (kind == EventKind.MESSAGE_POSTED) {
            count(room, message);
        } else {
            room.messages.replaceAll((seq, other) ->
                    other.replyTo() != null && other.replyTo().id().equals(message.id())
                            ? other.withReplyTo(RepliedTo.of(view))
                            : other);
        }
    }

    private void count(RoomState room, Message message) {
        room.lastSeq = Math.max(room.lastSeq, message.seq());
        if (message.seq() <= room.countedTo) {
            return;
        }
        room.countedTo = message.seq();
        AccountId sender = message.senderId();
        if (sender.equals(me.accountId())) {
            room.readSeq = message.seq();
            room.mentions = 0;
        } else if (message.mentions().includes(me.accountId(), sender)) {
            room.mentions++;
        }
    }

    private static void change(RoomState room, MessageId id, UnaryOperator<MessageView> change) {
        room.messages.replaceAll((seq, view) -> view.message().id().equals(id) ? change.apply(view) : view);
    }

    @Override
    public String toString() {
        return rooms.entrySet().stream()
                .map(room -> room.getKey() + " " + inWords(room.getValue()))
                .collect(Collectors.joining("\n"));
    }

    private static String inWords(RoomState room) {
        return room.name + " with " + room.metadata + ", " + room.memberCount + " members " + room.members + ", last "
                + room.lastSeq + ", read "
                + room.readSeq + ", mentions " + room.mentions
                + room.messages.values().stream().map(ClientModel::inWords).collect(Collectors.joining());
    }

    private static String inWords(MessageView view) {
        Message message = view.message();
        return "\n  " + message.seq() + " " + message.senderId() + " \"" + message.text() + "\" with "
                + message.metadata() + " and "
                + message.attachments().stream().map(UploadedFile::id).toList() + " edited "
                + message.editedAt() + " deleted " + message.deletedAt() + " answers " + view.replyTo() + " under "
                + message.threadId() + " over " + message.threadCount() + " calls " + message.mentions()
                + (message.pinned() ? " pinned " : " ")
                + view.reactions().stream()
                        .map(count -> count.emoji() + " " + count.count())
                        .toList();
    }
}
