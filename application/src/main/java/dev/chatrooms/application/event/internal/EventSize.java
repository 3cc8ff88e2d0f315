package dev.chatrooms.application.event.internal;

import dev.chatrooms.application.event.EventContent;
import dev.chatrooms.application.event.LoggedEvent;
import dev.chatrooms.application.message.MessageView;
import dev.chatrooms.application.message.ReactionCount;
import dev.chatrooms.application.message.RepliedTo;
import dev.chatrooms.application.message.Sender;
import dev.chatrooms.application.room.RoomView;
import dev.chatrooms.domain.account.Profile;
import dev.chatrooms.domain.file.UploadedFile;
import dev.chatrooms.domain.id.AvatarId;
import dev.chatrooms.domain.message.ClientId;
import dev.chatrooms.domain.message.MessageText;
import dev.chatrooms.domain.metadata.Metadata;
import dev.chatrooms.domain.room.RoomName;
import org.jspecify.annotations.Nullable;

/**
 * The size of an event: the bytes of its JSON, and those of its objects on the heap. Both are upper bounds that are
 * derived from the length of its texts and the number of its parts, without rendering it. A test compares them with the
 * largest events of every kind.
 */
final class EventSize {
    /** The bytes of a string besides its characters: the object, its array, and the record that wraps it. */
    private static final int STRING_HEAP = 64;

    private static final int STRING_JSON = 2;

    private int json;
    private int heap;

    private EventSize() {}

    static EventSize of(LoggedEvent event) {
        EventSize size = new EventSize();
        // Position, kind, time, room, actor, subject and cursor, and the entry with its two views.
        size.add(400, 700);
        size.content(event);
        return size;
    }

    /** Returns an upper bound for the length of the JSON in UTF-8. */
    int json() {
        return json;
    }

    /** Returns an upper bound for the bytes on the heap, without the rendered JSON. */
    int heap() {
        return heap;
    }

    private void add(int jsonBytes, int heapBytes) {
        json += jsonBytes;
        heap += heapBytes;
    }

    private void content(LoggedEvent event) {
        EventContent content = event.content();
        switch (event.kind()) {
            case MESSAGE_POSTED, MESSAGE_EDITED, MESSAGE_DELETED ->
                message(((EventContent.OfMessage) content).message());
            case REACTION_ADDED, REACTION_REMOVED -> reactions((EventContent.OfReaction) content);
            case ROOM_CREATED, ROOM_UPDATED -> room(((EventContent.OfRoom) content).room());
            case MEMBER_JOINED -> joined((EventContent.Joined) content);
            case ACCOUNT_UPDATED -> account((EventContent.OfAccount) content);
            case CONTACT_ADDED, CONTACT_REMOVED, BLOCK_ADDED, BLOCK_REMOVED ->
                profile(((EventContent.OfPerson) content).user());
            // Ids, numbers and times only.
            case MESSAGE_PINNED,
                    MESSAGE_UNPINNED,
                    ROOM_DELETED,
                    MEMBER_LEFT,
                    MEMBER_UPDATED,
                    ME_UPDATED,
                    SESSION_REVOKED -> add(250, 300);
        }
    }

    private void reactions(EventContent.OfReaction of) {
        add(200, 200);
        string(of.emoji().value());
        of.reactions().forEach(this::reaction);
    }

    private void joined(EventContent.Joined joined) {
        add(150, 100);
        profile(joined.user());
        if (joined.room() != null) {
            room(joined.room());
        }
    }

    private void account(EventContent.OfAccount of) {
        profile(of.account());
        // A room id is held twice: in the event and in the account's entry of UpdatedAccountRooms.
        add(0, 200 * (of.rooms().size() + of.left().size()));
    }

    private void message(MessageView view) {
        // The message with its ids and times, and its place in the ring's index.
        add(700, 1_000);
        MessageText text = view.message().text();
        ClientId clientId = view.message().clientId();
        string(text == null ? null : text.value());
        string(clientId == null ? null : clientId.value());
        metadata(view.metadata());
        sender(view.sender());
        RepliedTo replied = view.replyTo();
        if (replied != null) {
            add(150, 250);
            string(replied.text());
            sender(replied.sender());
        }
        int mentions = view.message().mentions().people().size();
        add(40 * mentions, 64 * mentions);
        view.reactions().forEach(this::reaction);
        view.message().attachments().forEach(this::file);
    }

    private void file(UploadedFile file) {
        // With its ids, numbers and times, the digits of its hash, and two URLs.
        add(600, 700);
        string(file.name().value());
        string(file.type().value());
    }

    private void metadata(@Nullable Metadata metadata) {
        if (metadata != null) {
            add(20, 50);
            string(metadata.json());
        }
    }

    private void sender(Sender sender) {
        add(100, 100);
        string(sender.username().value());
        string(sender.displayName().value());
    }

    private void reaction(ReactionCount reaction) {
        add(60, 60);
        string(reaction.emoji().value());
    }

    private void room(RoomView view) {
        add(600, 600);
        RoomName name = view.room().name();
        string(name == null ? null : name.value());
        string(view.room().topic().value());
        metadata(view.room().metadata());
        if (view.lastMessage() != null) {
            message(view.lastMessage());
        }
        if (view.peer() != null) {
            profile(view.peer());
        }
    }

    private void profile(Profile profile) {
        add(350, 350);
        string(profile.username().value());
        string(profile.displayName().value());
        string(profile.firstName() == null ? null : profile.firstName().value());
        string(profile.lastName() == null ? null : profile.lastName().value());
        string(profile.bio() == null ? null : profile.bio().value());
        AvatarId avatar = profile.avatar();
        string(avatar == null ? null : avatar.value());
        metadata(profile.metadata());
    }

    private void string(@Nullable String text) {
        if (text == null) {
            return;
        }
        // One byte per char if all are Latin-1, else two.
        int utf8 = 0;
        boolean latin1 = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            latin1 &= c < 0x100;
            utf8 += jsonBytes(c);
        }
        add(STRING_JSON + utf8, STRING_HEAP + (latin1 ? 1 : 2) * text.length());
    }

    /** Returns the bytes of a char in JSON. Each half of a surrogate pair counts two of its four. */
    private static int jsonBytes(char c) {
        if (c < 0x20) {
            return c == '\n' || c == '\r' || c == '\t' || c == '\b' || c == '\f' ? 2 : 6;
        }
        if (c < 0x80) {
            return c == '"' || c == '\\' ? 2 : 1;
        }
        return c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
}
