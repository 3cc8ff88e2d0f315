package dev.chatrooms.application.event;

import static dev.chatrooms.application.Fixture.chatOn;
import static dev.chatrooms.application.Fixture.person;
import static dev.chatrooms.application.Fixture.privateRoom;
import static dev.chatrooms.application.Fixture.publicRoom;
import static dev.chatrooms.application.Fixture.say;
import static dev.chatrooms.application.Outcomes.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.Eventually;
import dev.chatrooms.application.Fixture;
import dev.chatrooms.application.HandClock;
import dev.chatrooms.application.admin.OwnedRooms;
import dev.chatrooms.application.admin.PostedMessages;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.message.MessageView;
import dev.chatrooms.application.message.Send;
import dev.chatrooms.application.room.NewRoom;
import dev.chatrooms.application.search.FoundMessage;
import dev.chatrooms.application.search.SearchRequest;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.application.spi.StoreFixture;
import dev.chatrooms.domain.event.EventKind;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.message.Message;
import dev.chatrooms.domain.room.Role;
import dev.chatrooms.domain.room.RoomKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The erasure of all messages of an account that the host deletes. */
public interface ErasureContract {
    /** Returns an empty store, a new one for each test. */
    Storage storage();

    private static void erase(Chat chat, Caller account) {
        get(chat.administration().deleteAccount(account.accountId(), OwnedRooms.HAND_OVER, PostedMessages.ERASE));
    }

    private static MessageView posted(Chat chat, Caller sender, Send send) {
        return get(chat.messages().send(sender, send)).message();
    }

    private static Message stored(StoreFixture store, MessageId id) {
        return store.messages().findAll(Set.of(id)).get(id).message();
    }

    private static List<LoggedEvent> deletions(StoreFixture store, Position before) {
        return store.logSince(before).stream()
                .filter(event -> event.kind() == EventKind.MESSAGE_DELETED)
                .toList();
    }

    @Test
    default void eraseShouldRemoveEveryTraceOfTheTextsWithOneEventForEachMessage() {
        StoreFixture store = StoreFixture.in(storage());
        try (Chat chat = chatOn(storage())) {
            Caller alice = person(chat, "alice");
            Caller bob = person(chat, "bob");
            RoomId tea = publicRoom(chat, alice, "Tea", bob);
            MessageId root = say(chat, alice, tea, "root").message().message().id();
            MessageId secret =
                    say(chat, bob, tea, "secret @alice").message().message().id();
            get(chat.editing().edit(bob, secret, "secret, edited @alice"));
            get(chat.editing().react(alice, secret, "\uD83D\uDC4D", true));
            get(chat.editing().pin(alice, secret, true));
            MessageView reply = posted(chat, bob, new Send(tea, "in the thread", null, root, List.of(), null));
            MessageView quote = posted(chat, alice, new Send(tea, "quoting", secret, null, List.of(), null));
            MessageId gone =
                    say(chat, bob, tea, "deleted before").message().message().id();
            get(chat.editing().delete(bob, gone));
            Position before = store.head();

            erase(chat, bob);

            assertThat(deletions(store, before))
                    .extracting(event -> ((EventContent.OfMessage) event.content())
                            .message()
                            .message()
                            .id())
                    .containsExactly(secret, reply.message().id());
            MessageView left = chat.messages().message(alice, secret);
            assertThat(left.message().text()).isNull();
            assertThat(left.message().isDeleted()).isTrue();
            assertThat(left.message().pinned()).isFalse();
            assertThat(left.reactions()).isEmpty();
            assertThat(left.sender().displayName()).hasToString("Deleted account");
            assertThat(store.messages().revisions(secret, PageRequest.FIRST).items())
                    .isEmpty();
            assertThat(chat.messages().message(alice, root).message().threadCount())
                    .isZero();
            assertThat(chat.messages()
                            .message(alice, quote.message().id())
                            .replyTo()
                            .text())
                    .isNull();
            assertThat(chat.messages().mentions(alice, PageRequest.FIRST).items())
                    .isEmpty();
            assertThat(chat.rooms()
                            .ownRooms(alice, PageRequest.FIRST)
                            .items()
                            .get(0)
                            .me()
                            .mentions())
                    .isZero();
        }
    }

    @Test
    default void eraseShouldReachEveryRoomEvenThoseLeftOrDeleted() {
        StoreFixture store = StoreFixture.in(storage());
        try (Chat chat = chatOn(storage())) {
            Caller alice = person(chat, "alice");
            Caller bob = person(chat, "bob");
            List<MessageId> said = new ArrayList<>();
            RoomId left = publicRoom(chat, alice, "Left");
            RoomId deleted = privateRoom(chat, alice, "Deleted", "bob");
            RoomId direct = get(chat.directRooms()
                            .open(bob, new NewRoom(RoomKind.DIRECT, null, null, List.of("alice"))))
                    .room()
                    .room()
                    .id();
            get(chat.rooms().join(bob, left));
            for (RoomId room : List.of(left, deleted, direct)) {
                said.add(say(chat, bob, room, "secret").message().message().id());
            }
            get(chat.rooms().leave(bob, left));
            get(chat.rooms().delete(alice, deleted));
            Position before = store.head();

            erase(chat, bob);

            assertThat(said)
                    .allSatisfy(id -> assertThat(stored(store, id).text()).isNull());
            assertThat(deletions(store, before)).hasSize(3);
        }
    }

    @Test
    default void streamsShouldShowTheErasedMessagesAsDeletedLiveAndReplayed() {
        StoreFixture store = StoreFixture.in(storage());
        try (Chat chat = chatOn(storage(), Fixture.withReplay(100_000, 32))) {
            Caller alice = person(chat, "alice");
            Caller bob = person(chat, "bob");
            RoomId tea = publicRoom(chat, alice, "Tea", bob);
            Recorder live = Recorder.eager().on(chat.events().events(alice, StreamRequest.FROM_NOW));
            String start = live.welcome().cursor().toString();
            ClientModel liveModel = new ClientModel(chat, alice, live.welcome().rooms());
            for (int i = 0; i < 20; i++) {
                say(chat, bob, tea, "secret " + i + (i % 7 == 0 ? " @alice" : ""));
                posted(chat, alice, new Send(tea, "mine", null));
            }

            erase(chat, bob);

            Position head = store.head();
            live.awaitDelivered(head);
            live.events().forEach(viewed -> liveModel.apply(viewed.event()));
            assertThat(liveModel).hasToString(ClientModel.fresh(chat, alice).toString());
            Recorder replayed = Recorder.eager().on(chat.events().events(alice, StreamRequest.after(start)));
            replayed.awaitDelivered(head);
            assertThat(replayed.said()).noneMatch(text -> text.startsWith("secret"));
            assertThat(replayed.events())
                    .extracting(viewed -> viewed.event().position())
                    .isEqualTo(live.events().stream()
                            .map(viewed -> viewed.event().position())
                            .toList());
        }
    }

    @Test
    default void messagesBeyondAStepShouldEachBeDeletedOnce() {
        StoreFixture store = StoreFixture.in(storage());
        try (Chat chat = chatOn(storage())) {
            Caller alice = person(chat, "alice");
            Caller bob = person(chat, "bob");
            RoomId tea = publicRoom(chat, alice, "Tea", bob);
            setModerator(chat, alice, tea, bob);
            List<MessageId> said = IntStream.range(0, 230)
                    .mapToObj(n -> say(chat, bob, tea, n % 90 == 89 ? "@room secret" : "secret " + n)
                            .message()
                            .message()
                            .id())
                    .toList();
            Position before = store.head();

            erase(chat, bob);
            erase(chat, bob);

            assertThat(deletions(store, before))
                    .extracting(event -> ((EventContent.OfMessage) event.content())
                            .message()
                            .message()
                            .id())
                    .containsExactlyElementsOf(said);
            assertThat(erasing(store, bob)).isFalse();
        }
    }

    private static void setModerator(Chat chat, Caller owner, RoomId room, Caller member) {
        get(chat.moderation().changeRole(owner, room, member.accountId().toString(), Role.MODERATOR));
    }

    @Test
    default void searchShouldForgetErasedMessages() {
        try (Chat chat = chatOn(storage())) {
            Caller alice = person(chat, "alice");
            Caller bob = person(chat, "bob");
            RoomId tea = publicRoom(chat, alice, "Tea", bob);
            say(chat, bob, tea, "kettle");
            say(chat, alice, tea, "another kettle");
            Eventually.await("both are indexed", () -> found(chat, alice, "kettle"), found -> found.size() == 2);

            erase(chat, bob);

            assertThat(found(chat, alice, "kettle")).containsExactly("another <mark>kettle</mark>");
        }
    }

    private static List<String> found(Chat chat, Caller caller, String q) {
        return get(chat.search().search(caller, SearchRequest.of(q))).items().stream()
                .map(FoundMessage::snippet)
                .toList();
    }

    @Test
    default void messagesOfAnAccountThatIsDeletedAlreadyShouldBeErased() {
        StoreFixture store = StoreFixture.in(storage());
        try (Chat chat = chatOn(storage())) {
            Caller bob = person(chat, "bob");
            RoomId tea = publicRoom(chat, person(chat, "alice"), "Tea", bob);
            MessageId said = say(chat, bob, tea, "secret").message().message().id();
            get(chat.profiles().delete(bob, "correct horse"));

            erase(chat, bob);

            assertThat(stored(store, said).text()).isNull();
        }
    }

    /** Begins an erasure as a node does that stops at once. */
    private static void beginErasure(StoreFixture store, Caller account, Instant at) {
        store.write(uow -> {
            uow.erasures().begin(account.accountId(), at);
            return true;
        });
    }

    private static boolean erasing(StoreFixture store, Caller account) {
        return store.<Boolean>read(
                stores -> stores.erasures().progress(account.accountId()).isPresent());
    }

    @Test
    default void anErasureThatItsNodeLeftShouldBeResumedWhereItStopped() {
        StoreFixture store = StoreFixture.in(storage());
        HandClock clock = new HandClock();
        try (Chat chat = chatOn(storage(), clock)) {
            Caller bob = person(chat, "bob");
            RoomId tea = publicRoom(chat, person(chat, "alice"), "Tea", bob);
            List<MessageId> said = Stream.generate(() ->
                            say(chat, bob, tea, "secret").message().message().id())
                    .limit(3)
                    .toList();
            get(chat.profiles().delete(bob, "correct horse"));
            // As if the node had stopped after it erased the first message.
            beginErasure(store, bob, clock.instant());
            store.write(uow -> {
                Position first = uow.messages()
                        .posted(bob.accountId(), Position.START, 1)
                        .get(0)
                        .position();
                return uow.erasures().advance(bob.accountId(), Position.START, first, clock.instant());
            });
            Position before = store.head();
            clock.advance(Duration.ofMinutes(1));

            Eventually.await("the rest is erased", () -> deletions(store, before), found -> found.size() == 2);

            assertThat(stored(store, said.get(0)).text()).hasToString("secret");
            assertThat(said.subList(1, 3))
                    .allSatisfy(id -> assertThat(stored(store, id).text()).isNull());
            Eventually.await("the erasure ends", () -> !erasing(store, bob));
        }
    }

    @Test
    default void anErasureThatFailsShouldNotStopTheOthers() {
        StoreFixture store = StoreFixture.in(storage());
        HandClock clock = new HandClock();
        Caller bob;
        Caller carol;
        try (Chat chat = chatOn(storage(), clock)) {
            bob = person(chat, "bob");
            carol = person(chat, "carol");
            get(chat.profiles().delete(bob, "correct horse"));
            get(chat.profiles().delete(carol, "correct horse"));
        }
        beginErasure(store, bob, clock.instant());
        beginErasure(store, carol, clock.instant().plusMillis(1));

        try (Chat chat = chatOn(FailingErasure.of(bob.accountId(), storage()), clock)) {
            Eventually.await("the erasure of the second account", () -> {
                clock.advance(Duration.ofSeconds(11));
                return !erasing(store, carol);
            });

            assertThat(erasing(store, bob)).isTrue();
            assertThat(chat.administration().users(PageRequest.FIRST).items()).hasSize(2);
        }

        try (Chat chat = chatOn(storage(), clock)) {
            Eventually.await("the erasure of the first account", () -> {
                clock.advance(Duration.ofSeconds(11));
                return !erasing(store, bob);
            });
            assertThat(chat.administration().users(PageRequest.FIRST).items()).hasSize(2);
        }
    }
}
