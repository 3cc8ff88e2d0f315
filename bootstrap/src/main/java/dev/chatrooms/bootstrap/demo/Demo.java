package dev.chatrooms.bootstrap.demo;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.admin.NewAccount;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.file.FileUpload;
import dev.chatrooms.application.message.Send;
import dev.chatrooms.application.room.NewRoom;
import dev.chatrooms.domain.account.AccountRole;
import dev.chatrooms.domain.file.UploadedFile;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.RoomKind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Fills an empty chat with people, rooms, messages and files, through the same use cases as clients. The content is the
 * same each time; the times are those of the run.
 */
public final class Demo {
    private static final int ROOMS = 6;
    private static final int TALK = 320;
    /** All messages. Each room has one with files. */
    public static final int MESSAGES = TALK + ROOMS;

    private static final int MESSAGES_OF_DIRECT_ROOM = 20;

    private final Chat chat;
    private final String password;
    private final IntConsumer progress;
    private final Random random = new Random(7);
    private final List<Caller> people = new ArrayList<>();
    private int files;
    private int rooms;
    private int messages;

    /**
     * Creates the demo for a chat.
     *
     * @param password of all people
     * @param progress receives the number of messages that are posted
     */
    public Demo(Chat chat, String password, IntConsumer progress) {
        this.chat = chat;
        this.password = password;
        this.progress = progress;
    }

    /** What the demo has created. */
    public record Result(int accounts, int rooms, int messages, int files) {}

    /** Returns whether the chat has no accounts. */
    public static boolean isPossible(Chat chat) {
        return chat.administration().users(new PageRequest(1, null)).items().isEmpty();
    }

    /** Creates everything. */
    public Result run() {
        createPeople();
        int ofRooms = TALK - 2 * MESSAGES_OF_DIRECT_ROOM;
        fill(room(RoomKind.PUBLIC, "Lobby", people), people, ofRooms / 2);
        fill(room(RoomKind.PUBLIC, "Garden", people.subList(0, 5)), people.subList(0, 5), ofRooms / 4);
        fill(room(RoomKind.PUBLIC, "Kitchen", people.subList(2, 8)), people.subList(2, 8), ofRooms / 8);
        fill(room(RoomKind.PRIVATE, "Board", people.subList(0, 3)), people.subList(0, 3), ofRooms / 8);
        fill(direct(0, 1), people.subList(0, 2), MESSAGES_OF_DIRECT_ROOM);
        fill(direct(0, 4), List.of(people.get(0), people.get(4)), MESSAGES_OF_DIRECT_ROOM);
        return new Result(people.size(), rooms, messages, files);
    }

    private void createPeople() {
        for (Map.Entry<String, String> person : DemoTexts.PEOPLE) {
            AccountRole role = people.isEmpty() ? AccountRole.ADMIN : AccountRole.USER;
            people.add(Caller.of(chat.administration()
                    .accounts()
                    .create(new NewAccount(person.getKey(), password, null, role, person.getValue()))
                    .join()
                    .account()
                    .account()
                    .id()));
        }
    }

    private RoomId room(RoomKind kind, String name, List<Caller> members) {
        rooms++;
        NewRoom room = new NewRoom(kind, name, DemoTexts.TOPICS.get(name), ids(members.subList(1, members.size())));
        return chat.rooms().create(members.get(0), room).join().id();
    }

    private RoomId direct(int one, int other) {
        rooms++;
        NewRoom room = new NewRoom(RoomKind.DIRECT, null, null, ids(List.of(people.get(other))));
        return chat.directRooms().open(people.get(one), room).join().room().id();
    }

    private static List<String> ids(List<Caller> members) {
        return members.stream().map(member -> member.accountId().toString()).toList();
    }

    private void fill(RoomId room, List<Caller> members, int count) {
        @Nullable MessageId thread = null;
        @Nullable MessageId previous = null;
        int start = random.nextInt(DemoTexts.LINES.size());
        for (int i = 0; i < count; i++) {
            Caller sender = members.get(random.nextInt(members.size()));
            String text = DemoTexts.LINES.get((start + i) % DemoTexts.LINES.size());
            boolean inThread = thread != null && i % 10 < 4;
            MessageId replyTo = inThread || i % 7 != 3 ? null : previous;
            MessageId posted = send(sender, new Send(room, text, replyTo, inThread ? thread : null, List.of(), null));
            if (i % 20 == 9) {
                thread = posted;
            }
            if (i % 5 == 2) {
                react(posted, members);
            }
            previous = posted;
        }
        if (previous != null) {
            share(room, members, previous);
        }
    }

    private void react(MessageId message, List<Caller> members) {
        String emoji = DemoTexts.REACTIONS.get(random.nextInt(DemoTexts.REACTIONS.size()));
        for (Caller member : members.subList(0, 1 + random.nextInt(members.size()))) {
            chat.editing().react(member, message, emoji, true).join();
        }
    }

    /** Posts a picture and a text file in a room. */
    private void share(RoomId room, List<Caller> members, MessageId replyTo) {
        UploadedFile picture = upload(members.get(0), "view.png", DemoPicture.landscape(random.nextFloat()));
        UploadedFile notes = upload(
                members.get(0),
                "notes.txt",
                String.join("\n", DemoTexts.LINES.subList(0, 10)).getBytes(StandardCharsets.UTF_8));
        Send send = new Send(room, "The view this morning, and my notes", replyTo, null, List.of(), null);
        send(members.get(0), send.withAttachments(List.of(picture.id(), notes.id())));
    }

    private MessageId send(Caller sender, Send send) {
        MessageId posted = chat.messages().send(sender, send).join().message().id();
        messages++;
        progress.accept(messages);
        return posted;
    }

    private UploadedFile upload(Caller owner, String name, byte[] bytes) {
        try (FileUpload upload = chat.files().upload(owner)) {
            upload.write(ByteBuffer.wrap(bytes)).join();
            UploadedFile file = upload.finish(name).join();
            files++;
            return file;
        }
    }
}
