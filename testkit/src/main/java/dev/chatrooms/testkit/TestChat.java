package dev.chatrooms.testkit;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.ChatBuilder;
import dev.chatrooms.application.account.Registration;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatSettings;
import dev.chatrooms.application.event.FeedItem;
import dev.chatrooms.application.event.StreamRequest;
import dev.chatrooms.application.event.ViewedEvent;
import dev.chatrooms.application.memory.MemoryPasswordHasher;
import dev.chatrooms.application.memory.MemoryStorage;
import dev.chatrooms.application.memory.MemoryTokenIssuer;
import dev.chatrooms.application.message.HistoryRequest;
import dev.chatrooms.application.message.Send;
import dev.chatrooms.application.message.SendResult;
import dev.chatrooms.application.room.NewRoom;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.message.MessageText;
import dev.chatrooms.domain.room.RoomKind;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * A chat in memory for the tests of an application, without rate limits, with a clock that stands still and a storage
 * that fails on demand. The methods create situations in one line:
 *
 * <pre>{@code
 * try (TestChat test = TestChat.inMemory()) {
 *     Caller alice = test.aPerson("alice");
 *     Caller bob = test.aPerson("bob");
 *     RoomId tea = test.aPublicRoomWith(alice, bob);
 *     test.say(alice, tea, "Anyone for a cup?");
 * }
 * }</pre>
 *
 * <p>All methods return when the change is committed. Failures of the chat are thrown as they are.
 */
public final class TestChat implements AutoCloseable {
    /** The password of all people. */
    public static final String PASSWORD = "correct horse battery staple";

    private static final Instant START = Instant.parse("2026-01-01T09:00:00Z");
    private static final int HISTORY = 100;

    private final SettableClock clock = new SettableClock(START);
    private final FailingStorage storage = FailingStorage.of(MemoryStorage.create());
    private final AtomicInteger rooms = new AtomicInteger();
    private final Chat chat;

    private TestChat(UnaryOperator<ChatBuilder> changes) {
        this.chat = changes.apply(Chat.builder(storage.storage())
                        .passwordHasher(new MemoryPasswordHasher())
                        .tokenIssuer(new MemoryTokenIssuer())
                        .settings(ChatSettings.builder().unlimited().build())
                        .clock(clock))
                .build();
    }

    /** Returns a chat with the defaults of this kit. */
    public static TestChat inMemory() {
        return with(builder -> builder);
    }

    /** Returns a chat whose builder has been changed, for example to have other settings. */
    public static TestChat with(UnaryOperator<ChatBuilder> changes) {
        return new TestChat(changes);
    }

    /** Returns the chat, for the calls that have no shortcut here. */
    public Chat chat() {
        return chat;
    }

    /** Returns the clock of the chat, which moves only by hand. */
    public SettableClock clock() {
        return clock;
    }

    /** Returns the storage, which fails on demand. */
    public FailingStorage storage() {
        return storage;
    }

    /** Registers a person. */
    public Caller aPerson(String username) {
        return Caller.of(get(chat.accounts().register(Registration.of(username, PASSWORD)))
                .id());
    }

    /** Creates a public room with a name of its own, and lets the others join it. */
    public RoomId aPublicRoomWith(Caller owner, Caller... others) {
        RoomId room = create(owner, new NewRoom(RoomKind.PUBLIC, nextName(), null, List.of()));
        for (Caller other : others) {
            get(chat.rooms().join(other, room));
        }
        return room;
    }

    /** Creates a private room with a name of its own and the others as its members. */
    public RoomId aPrivateRoomWith(Caller owner, Caller... others) {
        List<String> usernames = Arrays.stream(others)
                .map(other -> chat.accounts().account(other).username().value())
                .toList();
        return create(owner, new NewRoom(RoomKind.PRIVATE, nextName(), null, usernames));
    }

    /** Sends a message. */
    public SendResult say(Caller sender, RoomId room, String text) {
        return get(chat.messages().send(sender, new Send(room, text, null)));
    }

    /** Returns the texts of the newest 100 messages of a room as a caller sees them, the oldest first. */
    public List<String> textsOf(RoomId room, Caller caller) {
        return chat.messages().history(caller, room, HistoryRequest.newest(HISTORY)).items().stream()
                .map(view -> view.message().text())
                .filter(Objects::nonNull)
                .map(MessageText::value)
                .toList();
    }

    /** Records the events that a caller receives from now on. */
    public RecordingSubscriber<FeedItem, ViewedEvent> eventsOf(Caller caller) {
        RecordingSubscriber<FeedItem, ViewedEvent> recorder = RecordingSubscriber.ofEvents();
        chat.events().events(caller, StreamRequest.FROM_NOW).subscribe(recorder);
        // The stream begins on another thread, with a welcome.
        recorder.awaitStart();
        return recorder;
    }

    private RoomId create(Caller owner, NewRoom room) {
        return get(chat.rooms().create(owner, room)).room().id();
    }

    private String nextName() {
        return "Room " + rooms.incrementAndGet();
    }

    private static <T> T get(CompletableFuture<T> outcome) {
        try {
            return outcome.get(Eventually.LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new AssertionError(e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("no outcome within " + Eventually.LIMIT, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for an outcome", e);
        }
    }

    @Override
    public void close() {
        chat.close();
    }
}
