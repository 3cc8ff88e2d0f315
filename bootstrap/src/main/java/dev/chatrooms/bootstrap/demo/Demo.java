package dev.chatrooms.bootstrap.demo;

import static java.util.Objects.requireNonNull;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.admin.NewAccount;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.message.Send;
import dev.chatrooms.application.room.NewRoom;
import dev.chatrooms.domain.account.AccountRole;
import dev.chatrooms.domain.id.FileId;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.RoomKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Fills an empty chat with people, rooms, messages and files, through the same use cases as clients. The content is the
 * same each time. Its times cover the last four weeks and end a few minutes ago.
 */
public final class Demo {
    private static final int SMALL_TALK = 160;
    private static final Duration SMALL_TALK_DAYS = Duration.ofDays(20);
    private static final Duration BEFORE_NOW = Duration.ofMinutes(4);

    private final Chat chat;
    private final DemoClock clock;
    private final String password;
    private final DemoScript script = DemoScript.read();
    private final Random random = new Random(7);
    private final Map<String, Caller> people = new HashMap<>();
    private final Map<DemoScript.Room, RoomId> rooms = new HashMap<>();
    private final Map<String, MessageId> named = new HashMap<>();
    private int files;

    /**
     * Creates the demo for a chat.
     *
     * @param clock that of the chat
     * @param password of all people
     */
    public Demo(Chat chat, DemoClock clock, String password) {
        this.chat = chat;
        this.clock = clock;
        this.password = password;
    }

    /** What the demo has created. */
    public record Result(int accounts, int rooms, int messages, int files) {}

    private record Step(Instant at, DemoScript.Room room, DemoScript.Message message) {}

    /** Returns whether the chat has no accounts. */
    public static boolean isPossible(Chat chat) {
        return chat.administration().users(new PageRequest(1, null)).items().isEmpty();
    }

    /** Returns the number of messages that {@link #run} posts. */
    public int messages() {
        return SMALL_TALK
                + script.rooms().stream()
                        .mapToInt(room -> room.messages().size())
                        .sum();
    }

    /**
     * Creates everything.
     *
     * @param progress called after each message
     */
    public Result run(Runnable progress) {
        Instant now = clock.instant();
        List<Step> steps = steps(now);
        clock.set(steps.get(0).at().minus(Duration.ofDays(1)));
        createPeople();
        script.rooms().forEach(this::createRoom);
        for (Step step : steps) {
            clock.set(step.at());
            post(step.room(), step.message());
            progress.run();
        }
        clock.reset();
        return new Result(people.size(), rooms.size(), steps.size(), files);
    }

    /** Returns the messages of all rooms in the order of their times, the last of them shortly before now. */
    private List<Step> steps(Instant now) {
        Duration length = script.rooms().stream()
                .flatMap(room -> room.messages().stream())
                .map(DemoScript.Message::offset)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        Instant firstDay = now.minus(BEFORE_NOW).minus(length);
        List<Step> steps = new ArrayList<>();
        for (DemoScript.Room room : script.rooms()) {
            room.messages().forEach(message -> steps.add(new Step(firstDay.plus(message.offset()), room, message)));
        }
        DemoScript.Room lobby = script.rooms().get(0);
        for (int i = 0; i < SMALL_TALK; i++) {
            Instant at = firstDay.minus(SMALL_TALK_DAYS)
                    .plus(SMALL_TALK_DAYS.dividedBy(SMALL_TALK).multipliedBy(i));
            steps.add(new Step(at, lobby, smallTalk(lobby, i)));
        }
        steps.sort(Comparator.comparing(Step::at));
        return steps;
    }

    private DemoScript.Message smallTalk(DemoScript.Room room, int index) {
        String from = room.members().get(random.nextInt(room.members().size()));
        String text = script.smallTalk().get(index % script.smallTalk().size());
        return new DemoScript.Message(0, "", from, text, null, null, null, false, null, null);
    }

    private void createPeople() {
        for (DemoScript.Person person : script.people()) {
            AccountRole role = people.isEmpty() ? AccountRole.ADMIN : AccountRole.USER;
            NewAccount account = new NewAccount(person.username(), password, null, role, person.displayName());
            people.put(
                    person.username(),
                    Caller.of(chat.administration()
                            .accounts()
                            .create(account)
                            .join()
                            .account()
                            .account()
                            .id()));
        }
    }

    private void createRoom(DemoScript.Room room) {
        Caller owner = person(room.members().get(0));
        List<String> others = room.members().stream()
                .skip(1)
                .map(member -> person(member).accountId().toString())
                .toList();
        RoomKind kind = RoomKind.valueOf(room.kind().toUpperCase(Locale.ROOT));
        NewRoom created = new NewRoom(kind, room.name(), room.topic(), others);
        rooms.put(
                room,
                kind == RoomKind.DIRECT
                        ? chat.directRooms().open(owner, created).join().room().id()
                        : chat.rooms().create(owner, created).join().id());
    }

    private void post(DemoScript.Room room, DemoScript.Message message) {
        Caller sender = person(message.from());
        RoomId roomId = requireNonNull(rooms.get(room));
        Send send = new Send(
                roomId,
                message.text(),
                message(roomId, message.replyTo()),
                message(roomId, message.thread()),
                List.of(),
                null);
        MessageId posted = chat.messages()
                .send(sender, send.withAttachments(upload(sender, message.files())))
                .join()
                .message()
                .id();
        if (message.id() != null) {
            named.put(roomId + message.id(), posted);
        }
        if (message.pinned()) {
            chat.editing().pin(sender, posted, true).join();
        }
        if (message.reactions() != null) {
            message.reactions()
                    .forEach((emoji, members) -> members.forEach(member -> chat.editing()
                            .react(person(member), posted, emoji, true)
                            .join()));
        }
    }

    private Caller person(String username) {
        return requireNonNull(people.get(username), username);
    }

    private @Nullable MessageId message(RoomId room, @Nullable String id) {
        return id == null ? null : named.get(room + id);
    }

    private List<FileId> upload(Caller owner, @Nullable List<String> names) {
        List<FileId> ids = new ArrayList<>();
        for (String name : names == null ? List.<String>of() : names) {
            ids.add(DemoFiles.upload(chat, owner, name));
            files++;
        }
        return ids;
    }
}
