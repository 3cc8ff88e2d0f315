package dev.chatrooms.application.event;

import static dev.chatrooms.application.Fixture.UNLIMITED;
import static dev.chatrooms.application.Fixture.person;
import static dev.chatrooms.application.Fixture.privateRoom;
import static dev.chatrooms.application.Fixture.publicRoom;
import static dev.chatrooms.application.Fixture.say;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.Eventually;
import dev.chatrooms.application.Fixture;
import dev.chatrooms.application.HandClock;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.ChatSettings;
import dev.chatrooms.application.event.Signal.PresenceChanged;
import dev.chatrooms.application.event.Signal.Read;
import dev.chatrooms.application.event.Signal.Typing;
import dev.chatrooms.application.room.NewRoom;
import dev.chatrooms.application.spi.EventBus;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.event.Cursor;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.people.Presence.Status;
import dev.chatrooms.domain.room.RoomKind;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The recipients of signals of typing, presence and reading, on two nodes, with a clock that is set by hand. A signal
 * that follows proves that another was not sent.
 */
public interface SignalsContract {
    /** Slightly longer than the grace period before a disconnect is reported. */
    Duration GRACE = Duration.ofSeconds(4);

    /** An empty store. */
    Storage storage();

    /** The same store as another node reaches it. */
    Storage sameStorage();

    /** Two nodes, and some people who are known to both. */
    final class Nodes implements AutoCloseable {
        final HandClock clock = new HandClock();
        final Storage storage;
        final Chat here;
        final Chat there;
        final Caller alice;
        final Caller bob;
        final Caller carol;

        Nodes(Storage storage, Storage same, ChatSettings settings) {
            this.storage = storage;
            here = Fixture.builder(storage).settings(settings).clock(clock).build();
            there = Fixture.builder(same).settings(settings).clock(clock).build();
            alice = person(here, "alice");
            bob = person(here, "bob");
            carol = person(here, "carol");
        }

        static Recorder stream(Chat node, Caller who) {
            return Recorder.eager()
                    .on(node.events().events(who, StreamRequest.FROM_NOW.withSignals()))
                    .awaitLive();
        }

        void type(Caller who, RoomId room, boolean on) {
            here.typing().typing(who, room, on).join();
        }

        Typing typing(Caller who, RoomId room, boolean on) {
            return new Typing(room, who.accountId(), on);
        }

        @Override
        public void close() {
            here.close();
            there.close();
        }
    }

    private Nodes nodes() {
        return nodes(UNLIMITED);
    }

    private Nodes nodes(ChatSettings settings) {
        return new Nodes(storage(), sameStorage(), settings);
    }

    // ---- typing

    @Test
    default void typingShouldReachTheOtherMembersOnEveryNodeAndEndByItself() {
        try (Nodes nodes = nodes()) {
            RoomId tea = privateRoom(nodes.here, nodes.alice, "Tea", "bob", "carol");
            Recorder bob = Nodes.stream(nodes.here, nodes.bob);
            Recorder carol = Nodes.stream(nodes.there, nodes.carol);
            Recorder alice = Nodes.stream(nodes.there, nodes.alice);
            nodes.type(nodes.alice, tea, true);
            for (Recorder other : List.of(bob, carol)) {
                assertThat(other.awaitSignal(Typing.class, Typing::on))
                        .containsExactly(nodes.typing(nodes.alice, tea, true));
            }
            nodes.clock.advance(Duration.ofSeconds(6));
            for (Recorder other : List.of(bob, carol)) {
                assertThat(other.awaitSignal(Typing.class, typing -> !typing.on()))
                        .containsExactly(nodes.typing(nodes.alice, tea, true), nodes.typing(nodes.alice, tea, false));
            }
            assertThat(alice.signals(Typing.class)).isEmpty();
        }
    }

    @Test
    default void typingShouldEndByItselfWhenTheClockIsSetBack() {
        try (Nodes nodes = nodes()) {
            RoomId tea = privateRoom(nodes.here, nodes.alice, "Tea", "bob", "carol");
            Recorder bob = Nodes.stream(nodes.here, nodes.bob);
            nodes.type(nodes.alice, tea, true);
            bob.awaitSignal(Typing.class, nodes.typing(nodes.alice, tea, true)::equals);

            nodes.clock.advance(Duration.ofHours(-1));
            nodes.type(nodes.carol, tea, true);
            bob.awaitSignal(Typing.class, nodes.typing(nodes.carol, tea, true)::equals);
            nodes.clock.advance(Duration.ofSeconds(6));

            bob.awaitSignal(Typing.class, nodes.typing(nodes.alice, tea, false)::equals);
        }
    }

    @Test
    default void typingShouldEndWithAMessageAndWithAWordOfTheTypist() {
        try (Nodes nodes = nodes()) {
            RoomId tea = publicRoom(nodes.here, nodes.alice, "Tea");
            nodes.here.rooms().join(nodes.bob, tea).join();
            nodes.here.rooms().join(nodes.carol, tea).join();
            Recorder bob = Nodes.stream(nodes.there, nodes.bob);

            nodes.type(nodes.alice, tea, true);
            bob.awaitSignal(Typing.class, Typing::on);
            say(nodes.here, nodes.alice, tea, "there");
            bob.awaitSignal(Typing.class, typing -> !typing.on());
            assertThat(bob.said()).containsExactly("there");
            nodes.type(nodes.carol, tea, true);
            bob.awaitSignal(Typing.class, nodes.typing(nodes.carol, tea, true)::equals);
            nodes.type(nodes.carol, tea, false);

            bob.awaitSignal(Typing.class, nodes.typing(nodes.carol, tea, false)::equals);
            assertThat(bob.signals(Typing.class))
                    .startsWith(nodes.typing(nodes.alice, tea, true), nodes.typing(nodes.alice, tea, false));
        }
    }

    @Test
    default void repeatedTypingReportShouldNotBeSentAgain() {
        try (Nodes nodes = nodes()) {
            RoomId tea = privateRoom(nodes.here, nodes.alice, "Tea", "bob");
            Recorder bob = Nodes.stream(nodes.here, nodes.bob);
            for (int i = 0; i < 50; i++) {
                nodes.type(nodes.alice, tea, true);
            }
            bob.awaitSignal(Typing.class, Typing::on);
            nodes.clock.advance(Duration.ofSeconds(3));
            nodes.type(nodes.alice, tea, true);
            bob.awaitSignals(Typing.class, 2);
            nodes.type(nodes.alice, tea, false);

            assertThat(bob.awaitSignal(Typing.class, typing -> !typing.on()))
                    .containsExactly(
                            nodes.typing(nodes.alice, tea, true),
                            nodes.typing(nodes.alice, tea, true),
                            nodes.typing(nodes.alice, tea, false));
        }
    }

    @Test
    default void typingShouldBeRefusedLikePostingAndReachMembersOnly() {
        try (Nodes nodes = nodes()) {
            RoomId secret = privateRoom(nodes.here, nodes.alice, "Secret");
            RoomId open = publicRoom(nodes.here, nodes.alice, "Open");
            RoomId shared = privateRoom(nodes.here, nodes.alice, "Shared", "bob");
            Recorder bob = Nodes.stream(nodes.here, nodes.bob);

            assertThat(refusal(nodes, nodes.bob, secret)).isEqualTo(RefusalCode.NOT_FOUND);
            assertThat(refusal(nodes, nodes.bob, new RoomId(UUID.randomUUID()))).isEqualTo(RefusalCode.NOT_FOUND);
            assertThat(refusal(nodes, nodes.bob, open)).isEqualTo(RefusalCode.NOT_A_MEMBER);
            nodes.type(nodes.alice, secret, true);
            nodes.type(nodes.alice, open, true);
            nodes.type(nodes.alice, shared, true);
            assertThat(bob.awaitSignal(Typing.class, Typing::on))
                    .containsExactly(nodes.typing(nodes.alice, shared, true));

            // Even a recent report does not count once the account is no longer a member.
            nodes.type(nodes.bob, shared, true);
            nodes.here.rooms().leave(nodes.bob, shared).join();
            bob.awaitEvents(1);
            assertThat(refusal(nodes, nodes.bob, shared)).isEqualTo(RefusalCode.NOT_FOUND);
        }
    }

    private static RefusalCode refusal(Nodes nodes, Caller who, RoomId room) {
        try {
            nodes.type(who, room, true);
        } catch (CompletionException e) {
            return ((ChatException) e.getCause()).code();
        }
        throw new AssertionError("was not refused");
    }

    @Test
    default void typingFloodShouldBePassedOverAndNotRefused() {
        try (Nodes nodes = nodes()) {
            List<RoomId> rooms = IntStream.range(0, 40)
                    .mapToObj(i -> privateRoom(nodes.here, nodes.alice, "Room " + i, "bob"))
                    .toList();
            Recorder bob = Nodes.stream(nodes.here, nodes.bob);
            rooms.forEach(room -> nodes.type(nodes.alice, room, true));
            RoomId read = rooms.get(0);
            nodes.here.signals().read(read, 2, nodes.alice.accountId(), 0, 0);

            bob.awaitSignal(Read.class, signal -> signal.roomId().equals(read));
            assertThat(bob.signals(Typing.class)).hasSize(20);
        }
    }

    @Test
    default void typingShouldBeHiddenInADirectRoomUnderABlock() {
        try (Nodes nodes = nodes()) {
            RoomId both = direct(nodes);
            Recorder bob = Nodes.stream(nodes.here, nodes.bob);
            nodes.type(nodes.alice, both, true);
            bob.awaitSignal(Typing.class, Typing::on);
            for (Caller blocker : List.of(nodes.alice, nodes.bob)) {
                String other = blocker.equals(nodes.alice) ? "bob" : "alice";
                nodes.clock.advance(Duration.ofSeconds(3));
                nodes.here.personalLists().block(blocker, other).join();
                nodes.type(nodes.alice, both, true);
                nodes.here.personalLists().unblock(blocker, other).join();
            }
            nodes.clock.advance(Duration.ofSeconds(3));
            nodes.type(nodes.alice, both, false);
            nodes.here.signals().read(both, 2, nodes.alice.accountId(), 0, 0);

            bob.awaitSignal(Read.class, read -> true);
            assertThat(bob.signals(Typing.class).stream().filter(Typing::on)).hasSize(1);
        }
    }

    private static RoomId direct(Nodes nodes) {
        NewRoom room = new NewRoom(RoomKind.DIRECT, null, null, List.of("bob"));
        return nodes.here
                .directRooms()
                .open(nodes.alice, room)
                .join()
                .room()
                .room()
                .id();
    }

    // ---- read

    @Test
    default void readShouldReachTheMembersAndTheUnreadCountTheReaderOnly() {
        try (Nodes nodes = nodes()) {
            RoomId tea = privateRoom(nodes.here, nodes.alice, "Tea", "bob");
            Recorder bob = Nodes.stream(nodes.there, nodes.bob);
            Recorder alice = Nodes.stream(nodes.there, nodes.alice);
            Recorder again = Nodes.stream(nodes.here, nodes.alice);
            Recorder stranger = Nodes.stream(nodes.here, nodes.carol);
            nodes.here.signals().read(tea, 2, nodes.alice.accountId(), 5, 3);

            assertThat(bob.awaitSignal(Read.class, read -> true))
                    .containsExactly(new Read(tea, nodes.alice.accountId(), 5, null));
            assertThat(alice.awaitSignal(Read.class, read -> true))
                    .containsExactly(new Read(tea, nodes.alice.accountId(), 5, 3L));
            assertThat(again.awaitSignal(Read.class, read -> true)).hasSize(1);
            assertThat(stranger.signals(Read.class)).isEmpty();
        }
    }

    @Test
    default void readShouldReachOnlyTheReaderInADirectRoomUnderABlock() {
        try (Nodes nodes = nodes()) {
            RoomId both = direct(nodes);
            say(nodes.here, nodes.alice, both, "one");
            say(nodes.here, nodes.alice, both, "two");
            Recorder alice = Nodes.stream(nodes.there, nodes.alice);
            Recorder bob = Nodes.stream(nodes.there, nodes.bob);
            nodes.here.personalLists().block(nodes.alice, "bob").join();
            nodes.here.membershipSettings().read(nodes.bob, both, 1L).join();
            bob.awaitSignal(Read.class, new Read(both, nodes.bob.accountId(), 1, 1L)::equals);
            nodes.here.personalLists().unblock(nodes.alice, "bob").join();
            nodes.here.membershipSettings().read(nodes.bob, both, 2L).join();

            alice.awaitSignal(Read.class, new Read(both, nodes.bob.accountId(), 2, null)::equals);
            assertThat(alice.signals(Read.class)).containsExactly(new Read(both, nodes.bob.accountId(), 2, null));
        }
    }

    // ---- the size of rooms

    @Test
    default void nothingShouldBeSentInRoomsAboveTheLimit() {
        try (Nodes nodes = nodes(UNLIMITED.toBuilder().signalsMaxMembers(2).build())) {
            RoomId big = privateRoom(nodes.here, nodes.alice, "Big", "bob", "carol");
            RoomId small = privateRoom(nodes.here, nodes.alice, "Small", "bob");
            Recorder bob = Nodes.stream(nodes.here, nodes.bob);
            Recorder carol = Nodes.stream(nodes.there, nodes.carol);
            nodes.here.signals().read(big, 3, nodes.carol.accountId(), 1, 1);
            carol.awaitSignal(Read.class, read -> true);
            nodes.type(nodes.carol, big, true);
            nodes.here.signals().read(big, 3, nodes.alice.accountId(), 5, 3);
            Recorder alice = Nodes.stream(nodes.here, nodes.alice);
            nodes.type(nodes.alice, big, true);
            nodes.type(nodes.alice, small, true);

            bob.awaitSignal(Typing.class, typing -> true);
            bob.awaitSignal(PresenceChanged.class, online(nodes.alice));
            assertThat(alice).isNotNull();
            assertThat(bob.signals())
                    .containsExactlyInAnyOrder(
                            nodes.typing(nodes.alice, small, true),
                            new PresenceChanged(nodes.alice.accountId(), Status.ONLINE));
            assertThat(carol.signals()).containsExactly(new Read(big, nodes.carol.accountId(), 1, 1L));
        }
    }

    // ---- presence

    private static Predicate<PresenceChanged> online(Caller who) {
        return new PresenceChanged(who.accountId(), Status.ONLINE)::equals;
    }

    private static Predicate<PresenceChanged> offline(Caller who) {
        return new PresenceChanged(who.accountId(), Status.OFFLINE)::equals;
    }

    @Test
    default void presenceShouldReachContactsAndSmallRoomsOnEveryNodeOnly() {
        try (Nodes nodes = nodes()) {
            privateRoom(nodes.here, nodes.alice, "Tea", "bob");
            Caller dave = person(nodes.here, "dave");
            nodes.here.personalLists().addContact(nodes.carol, "alice").join();
            Recorder bob = Nodes.stream(nodes.there, nodes.bob);
            Recorder carol = Nodes.stream(nodes.there, nodes.carol);
            Recorder stranger = Nodes.stream(nodes.there, dave);
            Recorder alice = Nodes.stream(nodes.here, nodes.alice);
            Recorder second = Nodes.stream(nodes.there, nodes.alice);
            for (Recorder other : List.of(bob, carol)) {
                other.awaitSignal(PresenceChanged.class, online(nodes.alice));
            }
            second.cancel();
            alice.cancel();
            nodes.there.signals().read(new RoomId(UUID.randomUUID()), 1, dave.accountId(), 0, 0);
            awaitOffline(nodes, nodes.alice);
            nodes.clock.advance(GRACE);
            for (Recorder other : List.of(bob, carol)) {
                other.awaitSignal(PresenceChanged.class, offline(nodes.alice));
                assertThat(other.signals(PresenceChanged.class))
                        .containsOnlyOnce(new PresenceChanged(nodes.alice.accountId(), Status.ONLINE))
                        .containsOnlyOnce(new PresenceChanged(nodes.alice.accountId(), Status.OFFLINE));
            }
            stranger.awaitSignal(Read.class, read -> true);
            assertThat(stranger.signals(PresenceChanged.class)).isEmpty();
            assertThat(alice.signals(PresenceChanged.class))
                    .noneMatch(signal -> signal.userId().equals(nodes.alice.accountId()));
        }
    }

    /** Waits until both nodes know, so that later signals refer to it. */
    private static void awaitOffline(Nodes nodes, Caller who) {
        for (Chat node : List.of(nodes.here, nodes.there)) {
            Eventually.await(() -> node.people()
                            .presence(nodes.carol, List.of(who.accountId().toString()))
                            .get(0)
                            .presence()
                            .status()
                    == Status.OFFLINE);
        }
    }

    @Test
    default void accountThatReconnectsAtOnceShouldNotBeShownAsOffline() {
        try (Nodes nodes = nodes()) {
            privateRoom(nodes.here, nodes.alice, "Tea", "bob");
            Recorder bob = Nodes.stream(nodes.there, nodes.bob);
            Recorder alice = Nodes.stream(nodes.here, nodes.alice);
            bob.awaitSignal(PresenceChanged.class, online(nodes.alice));
            alice.cancel();
            awaitOffline(nodes, nodes.alice);
            nodes.clock.advance(Duration.ofSeconds(2));
            Recorder again = Nodes.stream(nodes.there, nodes.alice);
            nodes.clock.advance(GRACE);
            again.cancel();
            awaitOffline(nodes, nodes.alice);
            nodes.clock.advance(GRACE);

            assertThat(bob.awaitSignal(PresenceChanged.class, offline(nodes.alice)))
                    .containsExactly(
                            new PresenceChanged(nodes.alice.accountId(), Status.ONLINE),
                            new PresenceChanged(nodes.alice.accountId(), Status.OFFLINE));
        }
    }

    @Test
    default void presenceShouldBeHiddenByABlockInEitherDirection() {
        try (Nodes nodes = nodes()) {
            privateRoom(nodes.here, nodes.alice, "Tea", "bob", "carol");
            Caller dave = person(nodes.here, "dave");
            nodes.here.personalLists().addContact(dave, "alice").join();
            nodes.here.personalLists().block(nodes.alice, "bob").join();
            nodes.here.personalLists().block(dave, "alice").join();
            Recorder bob = Nodes.stream(nodes.here, nodes.bob);
            Recorder blocker = Nodes.stream(nodes.there, dave);
            Recorder carol = Nodes.stream(nodes.there, nodes.carol);
            Recorder alice = Nodes.stream(nodes.here, nodes.alice);
            carol.awaitSignal(PresenceChanged.class, online(nodes.alice));
            alice.cancel();
            awaitOffline(nodes, nodes.alice);
            nodes.clock.advance(GRACE);
            carol.awaitSignal(PresenceChanged.class, offline(nodes.alice));
            // A later connect marks the end of what was to be reported.
            Caller erin = person(nodes.here, "erin");
            for (Caller other : List.of(nodes.bob, dave)) {
                nodes.here.personalLists().addContact(other, "erin").join();
            }
            bob.awaitEvents(1);
            blocker.awaitEvents(1);
            Nodes.stream(nodes.here, erin);
            Stream.of(bob, blocker).forEach(one -> one.awaitSignal(PresenceChanged.class, online(erin)));

            Stream.of(bob, blocker)
                    .forEach(one -> assertThat(one.signals(PresenceChanged.class))
                            .noneMatch(signal -> signal.userId().equals(nodes.alice.accountId())));
        }
    }

    /** A bus that can be cut off, as a node that dies is: with it goes nothing out any more. */
    final class Line implements EventBus {
        private final EventBus bus;
        private volatile boolean cut;

        Line(EventBus bus) {
            this.bus = bus;
        }

        @Override
        public void announce(Cursor head) {
            if (!cut) {
                bus.announce(head);
            }
        }

        @Override
        public Registration subscribe(Consumer<Cursor> listener) {
            return bus.subscribe(listener);
        }

        @Override
        public void signal(String text) {
            if (!cut) {
                bus.signal(text);
            }
        }

        @Override
        public Registration onSignal(Consumer<String> listener) {
            return bus.onSignal(listener);
        }

        @Override
        public void close() {}
    }

    @Test
    default void nodeThatDiesShouldTakeItsPresenceWithItWithin45Seconds() {
        Storage same = sameStorage();
        Line line = new Line(same.bus());
        Storage dying = new Storage(same.transactions(), line);
        try (Nodes nodes = new Nodes(storage(), dying, UNLIMITED)) {
            privateRoom(nodes.here, nodes.alice, "Tea", "bob", "carol");
            Recorder bob = Nodes.stream(nodes.here, nodes.bob);
            Nodes.stream(nodes.there, nodes.alice);
            bob.awaitSignal(PresenceChanged.class, online(nodes.alice));
            line.cut = true;
            nodes.clock.advance(Duration.ofSeconds(30));
            Nodes.stream(nodes.here, nodes.carol);
            assertThat(bob.awaitSignal(PresenceChanged.class, online(nodes.carol)))
                    .noneMatch(offline(nodes.alice));

            // Of the 45 seconds two are left to the looks that are taken each second.
            nodes.clock.advance(Duration.ofSeconds(9));
            Eventually.await(() -> nodes.here
                            .people()
                            .presence(nodes.bob, List.of("alice"))
                            .get(0)
                            .presence()
                            .lastSeenAt()
                    != null);
            nodes.clock.advance(GRACE);
            bob.awaitSignal(PresenceChanged.class, offline(nodes.alice));
        }
    }

    // ---- streams

    @Test
    default void streamThatDidNotAskShouldGetNone() {
        try (Nodes nodes = nodes()) {
            RoomId tea = privateRoom(nodes.here, nodes.alice, "Tea", "bob");
            Recorder without = Recorder.eager()
                    .on(nodes.here.events().events(nodes.bob, StreamRequest.FROM_NOW))
                    .awaitLive();
            Recorder with = Nodes.stream(nodes.here, nodes.bob);
            Recorder ofAnother = Recorder.eager()
                    .on(nodes.here
                            .events()
                            .events(nodes.bob, new StreamRequest(null, new RoomId(UUID.randomUUID()), true)))
                    .awaitLive();
            nodes.type(nodes.alice, tea, true);
            with.awaitSignal(Typing.class, Typing::on);
            say(nodes.here, nodes.alice, tea, "hello");
            without.awaitEvents(1);

            assertThat(without.signals()).isEmpty();
            assertThat(ofAnother.signals()).isEmpty();
        }
    }

    @Test
    default void streamWithoutDemandShouldMissSignalsAndNoEvents() {
        try (Nodes nodes = nodes()) {
            RoomId tea = privateRoom(nodes.here, nodes.alice, "Tea", "bob");
            Recorder quick = Nodes.stream(nodes.here, nodes.bob);
            Recorder slow =
                    Recorder.idle().on(nodes.here.events().events(nodes.bob, StreamRequest.FROM_NOW.withSignals()));
            slow.request(2);
            slow.awaitLive();
            for (int seq = 1; seq <= 500; seq++) {
                int now = seq;
                nodes.here.signals().read(tea, 2, nodes.alice.accountId(), seq, 0);
                quick.awaitSignal(Read.class, read -> read.seq() == now);
            }
            assertThat(slow.signals()).containsExactly(new Read(tea, nodes.alice.accountId(), 1, null));
            say(nodes.here, nodes.alice, tea, "hello");
            quick.awaitEvents(1);
            assertThat(slow.events()).isEmpty();
            slow.request(1);
            slow.awaitEvents(1);

            assertThat(slow.said()).containsExactly("hello");
            assertThat(slow.signals()).hasSize(1);
        }
    }

    @Test
    default void signalShouldBeRenderedOncePerView() {
        try (Nodes nodes = nodes()) {
            RoomId tea = privateRoom(nodes.here, nodes.alice, "Tea", "bob", "carol");
            Recorder bob = Nodes.stream(nodes.here, nodes.bob);
            Recorder carol = Nodes.stream(nodes.here, nodes.carol);
            nodes.here.signals().read(tea, 3, nodes.alice.accountId(), 1, 0);
            bob.awaitSignal(Read.class, read -> true);
            carol.awaitSignal(Read.class, read -> true);

            ViewedSignal first = read(bob);
            assertThat(first).isSameAs(read(carol));
            Object form = first.rendered(Object.class, signal -> new Object());
            assertThat(read(carol).rendered(Object.class, signal -> new Object()))
                    .isSameAs(form);
            assertThatThrownBy(() -> first.rendered(String.class, signal -> "other"))
                    .isInstanceOf(ClassCastException.class);
        }
    }

    private static ViewedSignal read(Recorder recorder) {
        return recorder.viewedSignals().stream()
                .filter(viewed -> viewed.signal() instanceof Read)
                .findFirst()
                .orElseThrow();
    }
}
