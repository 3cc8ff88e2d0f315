package dev.chatrooms.application.event;

import static dev.chatrooms.application.Fixture.chatOn;
import static dev.chatrooms.application.Fixture.person;
import static dev.chatrooms.application.Fixture.publicRoom;
import static dev.chatrooms.application.Fixture.say;
import static dev.chatrooms.application.Outcomes.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.Eventually;
import dev.chatrooms.application.Fixture;
import dev.chatrooms.application.HandClock;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.configuration.ConfigurationKey;
import dev.chatrooms.application.configuration.ConfigurationValue.WholeNumber;
import dev.chatrooms.application.event.FeedItem.Resume;
import dev.chatrooms.application.search.SearchRequest;
import dev.chatrooms.application.spi.EventLog;
import dev.chatrooms.application.spi.LogRetention.Mark;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.application.spi.StoreClock;
import dev.chatrooms.application.spi.StoreFixture;
import dev.chatrooms.application.spi.Together;
import dev.chatrooms.domain.event.Cursor;
import dev.chatrooms.domain.event.EventKind;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.message.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The deletion of messages after {@code retention.days}, with the log entries of that time. */
public interface RetentionContract {
    /** Returns an empty store, a new one for each test. */
    Storage storage();

    private Storage withClock(HandClock clock) {
        return StoreClock.of(storage(), clock).storage();
    }

    private static void keepForThirtyDays(Chat chat) {
        chat.administration().configuration().set(ConfigurationKey.RETENTION_DAYS, new WholeNumber(30));
    }

    private static MessageId said(Chat chat, Caller sender, RoomId room, String text) {
        return say(chat, sender, room, text).message().message().id();
    }

    private static Position removedUpTo(StoreFixture store) {
        return store.<Position>read(stores -> stores.retention().removedUpTo());
    }

    private static List<Message> stored(StoreFixture store, Collection<MessageId> ids) {
        return store.messages().findAll(ids).values().stream()
                .map(view -> view.message())
                .toList();
    }

    /** Waits until the time of the retention has begun. From then on it follows the clock. */
    private static void awaitMark(StoreFixture store, HandClock clock) {
        Eventually.await(
                "the log is marked",
                () -> {
                    clock.advance(Duration.ofMinutes(2));
                    return store.<Mark>read(stores -> stores.retention().latestMark());
                },
                mark -> mark.number() > 0);
    }

    /** The nodes look once a minute of their clock. */
    private static void awaitRemoval(StoreFixture store, HandClock clock, Position upTo) {
        Eventually.await(
                "the old entries are removed",
                () -> {
                    clock.advance(Duration.ofMinutes(2));
                    return removedUpTo(store);
                },
                removed -> !upTo.isAfter(removed));
    }

    private static List<MessageId> deletions(StoreFixture store) {
        return store.logSince(removedUpTo(store)).stream()
                .filter(event -> event.kind() == EventKind.MESSAGE_DELETED)
                .map(event -> ((EventContent.OfMessage) event.content())
                        .message()
                        .message()
                        .id())
                .toList();
    }

    @Test
    default void oldMessagesShouldBeDeletedWithTheEntriesOfTheirTime() {
        StoreFixture store = StoreFixture.in(storage());
        HandClock clock = new HandClock();
        try (Chat chat = chatOn(withClock(clock), clock)) {
            Caller alice = person(chat, "alice");
            Caller bob = person(chat, "bob");
            RoomId tea = publicRoom(chat, alice, "Tea", bob);
            Recorder live = Recorder.eager().on(chat.events().events(alice, StreamRequest.FROM_NOW));
            String start = live.welcome().cursor().toString();
            ClientModel liveModel = new ClientModel(chat, alice, live.welcome().rooms());
            List<MessageId> old = IntStream.range(0, 130)
                    .mapToObj(n -> said(chat, bob, tea, "old kettle " + n + (n % 9 == 0 ? " @alice" : "")))
                    .toList();
            Position lastOld = store.head();
            awaitMark(store, clock);
            clock.advance(Duration.ofDays(45));
            MessageId fresh = said(chat, bob, tea, "fresh kettle @alice");

            keepForThirtyDays(chat);
            awaitRemoval(store, clock, lastOld);

            assertThat(removedUpTo(store)).isEqualTo(lastOld);
            assertThat(store.log().read(Position.START, lastOld, 10)).isEmpty();
            assertThat(stored(store, old))
                    .hasSize(130)
                    .allMatch(Message::isDeleted)
                    .allMatch(message -> message.text() == null);
            assertThat(deletions(store)).containsExactlyElementsOf(old);
            assertThat(chat.messages().message(alice, fresh).text()).isEqualTo("fresh kettle @alice");
            live.awaitDelivered(store.head());
            live.events().forEach(viewed -> liveModel.apply(viewed.event()));
            assertThat(liveModel).hasToString(ClientModel.fresh(chat, alice).toString());
            assertThat(chat.rooms()
                            .ownRooms(alice, PageRequest.FIRST)
                            .items()
                            .get(0)
                            .me()
                            .mentions())
                    .isEqualTo(1);
            Eventually.await(
                    "the index has forgotten the old messages",
                    () -> get(chat.search().search(alice, SearchRequest.of("kettle")))
                            .items(),
                    found -> found.size() == 1);
            assertThat(resume(chat, alice, start)).isEqualTo(Resume.RESET);
            assertThat(resume(chat, alice, cursor(store, lastOld))).isEqualTo(Resume.RESUMED);
        }
    }

    private static String cursor(StoreFixture store, Position position) {
        return new Cursor(store.log().head().epoch(), position).toString();
    }

    private static Resume resume(Chat chat, Caller viewer, String cursor) {
        return Recorder.eager()
                .on(chat.events().events(viewer, StreamRequest.after(cursor)))
                .welcome()
                .resume();
    }

    @Test
    default void subscriberOfHostShouldGetResetWhenEntriesAreRemoved() {
        StoreFixture store = StoreFixture.in(storage());
        HandClock clock = new HandClock();
        Position lastOld;
        String start = cursor(store, Position.START);
        try (Chat chat = chatOn(withClock(clock), clock)) {
            Caller alice = person(chat, "alice");
            RoomId tea = publicRoom(chat, alice, "Tea");
            said(chat, alice, tea, "old");
            lastOld = store.head();
            awaitMark(store, clock);
            clock.advance(Duration.ofDays(45));
            keepForThirtyDays(chat);
            awaitRemoval(store, clock, lastOld);
        }
        // Another node, whose ring has no old entries.
        try (Chat chat = chatOn(withClock(clock), clock)) {
            LogRecorder late = LogRecorder.eager().on(chat.log().subscribe(LogStart.after(start)));
            LogRecorder anew = LogRecorder.eager().on(chat.log().subscribe(LogStart.beginning()));
            Eventually.await(
                    "both get the rest",
                    () -> late.events().size() + anew.events().size(),
                    n -> n == 2);

            assertThat(late.items().get(0)).isInstanceOf(LogItem.Reset.class);
            assertThat(late.items().get(0).cursor().position()).isEqualTo(lastOld);
            assertThat(anew.items()).hasOnlyElementsOfType(LogItem.Events.class);
        }
    }

    @Test
    default void twoNodesShouldDeleteEachMessageOnceWhileOthersSend() {
        HandClock clock = new HandClock();
        Storage storage = withClock(clock);
        StoreFixture store = StoreFixture.in(storage);
        try (Chat here = chatOn(storage, clock);
                Chat there = chatOn(storage, clock)) {
            Caller alice = person(here, "alice");
            Caller bob = person(here, "bob");
            List<RoomId> rooms = List.of(publicRoom(here, alice, "Tea", bob), publicRoom(here, alice, "Milk", bob));
            List<MessageId> old = new ArrayList<>();
            for (int i = 0; i < 240; i++) {
                old.add(said(here, i % 3 == 0 ? alice : bob, rooms.get(i % 2), "old " + i));
            }
            Position lastOld = store.head();
            awaitMark(store, clock);
            clock.advance(Duration.ofDays(45));
            Recorder live = Recorder.eager()
                    .on(there.events().events(alice, StreamRequest.FROM_NOW))
                    .awaitLive();
            keepForThirtyDays(here);

            List<Callable<List<MessageId>>> senders = new ArrayList<>();
            for (Chat node : List.of(here, there)) {
                for (RoomId room : rooms) {
                    senders.add(() -> IntStream.range(0, 40)
                            .mapToObj(n -> {
                                clock.advance(Duration.ofMinutes(2));
                                return said(node, bob, room, "fresh " + n);
                            })
                            .toList());
                }
            }
            List<MessageId> fresh = Together.run(senders).stream()
                    .flatMap(outcome -> outcome.value().stream())
                    .toList();
            awaitRemoval(store, clock, lastOld);

            assertThat(stored(store, old)).hasSize(240).allMatch(Message::isDeleted);
            assertThat(stored(store, fresh)).hasSize(160).noneMatch(Message::isDeleted);
            assertThat(deletions(store)).containsExactlyElementsOf(old);
            live.awaitDelivered(store.head());
            assertThat(live.events())
                    .filteredOn(viewed -> viewed.event().kind() == EventKind.MESSAGE_POSTED)
                    .hasSize(160);
            assertThat(live.events())
                    .filteredOn(viewed -> viewed.event().kind() == EventKind.MESSAGE_DELETED)
                    .hasSize(240);
            assertThat(live.events())
                    .extracting(viewed -> viewed.event().position())
                    .isSorted();
        }
    }

    /** Moves the clock by six minutes. When this returns, a run that began after the call is over. */
    private static void advanceForRun(HandClock clock, StoreClock storeClock) {
        // The first run may have begun before, and the third one follows the end of the second.
        for (int n = 0; n < 3; n++) {
            int before = storeClock.reads();
            clock.advance(Duration.ofMinutes(2));
            Eventually.await("old messages are looked for", storeClock::reads, reads -> reads > before);
        }
    }

    @Test
    default void nodeWhoseClockIsAheadShouldDeleteNothing() {
        StoreFixture store = StoreFixture.in(storage());
        HandClock clock = new HandClock();
        StoreClock storeClock = StoreClock.of(storage(), new HandClock());
        try (Chat chat = chatOn(storeClock.storage(), clock)) {
            Caller alice = person(chat, "alice");
            MessageId fresh = said(chat, alice, publicRoom(chat, alice, "Tea"), "fresh");
            keepForThirtyDays(chat);

            clock.advance(Duration.ofDays(45));

            advanceForRun(clock, storeClock);
            assertThat(removedUpTo(store)).isEqualTo(Position.START);
            assertThat(stored(store, List.of(fresh))).noneMatch(Message::isDeleted);
        }
    }

    @Test
    default void messagesShouldBeOldByTheClockOfTheStoreAsWell() {
        StoreFixture store = StoreFixture.in(storage());
        HandClock clock = new HandClock();
        AtomicReference<Duration> behind = new AtomicReference<>(Duration.ofMinutes(50));
        StoreClock storeClock = StoreClock.of(storage(), () -> clock.instant().minus(behind.get()));
        try (Chat chat = chatOn(storeClock.storage(), clock)) {
            keepForThirtyDays(chat);
            advanceForRun(clock, storeClock);
            Caller alice = person(chat, "alice");
            said(chat, alice, publicRoom(chat, alice, "Tea"), "fresh");
            Position last = store.head();

            clock.advance(Duration.ofDays(30));
            advanceForRun(clock, storeClock);

            assertThat(removedUpTo(store)).isEqualTo(Position.START);

            behind.set(Duration.ZERO);
            awaitRemoval(store, clock, last);
        }
    }

    /** Lets time pass, on the clock and for the node. When this returns, a run that has seen it is over. */
    private static void pass(Duration time, HandClock clock, HandClock running, StoreClock storeClock) {
        // In this order: time that a run measures before the clock shows it is lost.
        clock.advance(time);
        running.advance(time);
        advanceForRun(clock, storeClock);
    }

    /** Moves the clock until the node has seen that it was set back. */
    private static void awaitSetBack(HandClock clock, StoreClock storeClock) {
        int before = storeClock.reads();
        Eventually.await(
                "the clock moves on for the node",
                () -> {
                    // More than once: the node takes the first step that it sees for a part of the way back.
                    clock.advance(Duration.ofMinutes(2));
                    return storeClock.reads();
                },
                // The first run may have begun before.
                reads -> reads > before + 1);
    }

    @Test
    default void jumpOfAllClocksShouldMakeMessagesOldOnlyAsTimePasses() {
        StoreFixture store = StoreFixture.in(storage());
        HandClock clock = new HandClock();
        HandClock running = new HandClock();
        StoreClock storeClock = StoreClock.of(storage(), clock);
        Position last;
        try (Chat chat = chatOn(storeClock.storage(), clock, running)) {
            Caller alice = person(chat, "alice");
            said(chat, alice, publicRoom(chat, alice, "Tea"), "fresh");
            last = store.head();
            keepForThirtyDays(chat);
            pass(Duration.ofHours(1), clock, running, storeClock);
            pass(Duration.ofHours(1), clock, running, storeClock);

            clock.advance(Duration.ofDays(45));
            pass(Duration.ofHours(1), clock, running, storeClock);

            assertThat(removedUpTo(store)).as("after the jump").isEqualTo(Position.START);
        }
        try (Chat chat = chatOn(storeClock.storage(), clock, running)) {
            keepForThirtyDays(chat);
            pass(Duration.ofHours(1), clock, running, storeClock);
            pass(Duration.ofDays(10), clock, running, storeClock);
            assertThat(removedUpTo(store)).as("after a restart").isEqualTo(Position.START);

            pass(Duration.ofDays(10), clock, running, storeClock);
            awaitRemoval(store, clock, last);
        }
    }

    @Test
    default void entryDatedAheadShouldNotKeepThoseAfterIt() {
        StoreFixture store = StoreFixture.in(storage());
        HandClock clock = new HandClock();
        HandClock running = new HandClock();
        StoreClock storeClock = StoreClock.of(storage(), clock);
        try (Chat chat = chatOn(storeClock.storage(), clock, running)) {
            Caller alice = person(chat, "alice");
            RoomId tea = publicRoom(chat, alice, "Tea");
            List<MessageId> old = new ArrayList<>();
            old.add(said(chat, alice, tea, "old"));
            clock.advance(Duration.ofDays(40));
            old.add(said(chat, alice, tea, "dated ahead"));
            clock.advance(Duration.ofDays(-40));
            old.add(said(chat, alice, tea, "old too"));
            Position lastOld = store.head();
            keepForThirtyDays(chat);
            awaitSetBack(clock, storeClock);
            pass(Duration.ofHours(1), clock, running, storeClock);
            pass(Duration.ofHours(1), clock, running, storeClock);

            pass(Duration.ofDays(31), clock, running, storeClock);
            MessageId fresh = said(chat, alice, tea, "fresh");
            awaitRemoval(store, clock, lastOld);

            assertThat(stored(store, old)).hasSize(3).allMatch(Message::isDeleted);
            assertThat(stored(store, List.of(fresh))).noneMatch(Message::isDeleted);
        }
    }

    @Test
    default void entryDatedBackShouldNotTakeThoseBeforeItAlong() {
        StoreFixture store = StoreFixture.in(storage());
        HandClock clock = new HandClock();
        HandClock running = new HandClock();
        StoreClock storeClock = StoreClock.of(storage(), clock);
        try (Chat chat = chatOn(storeClock.storage(), clock, running)) {
            Caller alice = person(chat, "alice");
            RoomId tea = publicRoom(chat, alice, "Tea");
            said(chat, alice, tea, "fresh");
            clock.advance(Duration.ofDays(-45));
            said(chat, alice, tea, "dated back");
            clock.advance(Duration.ofDays(45));
            keepForThirtyDays(chat);

            pass(Duration.ofHours(1), clock, running, storeClock);
            pass(Duration.ofDays(25), clock, running, storeClock);

            assertThat(removedUpTo(store)).isEqualTo(Position.START);
        }
    }

    @Test
    default void messagesAfterAnOutageShouldBeKeptAsLongAsOthers() {
        StoreFixture store = StoreFixture.in(storage());
        HandClock clock = new HandClock();
        HandClock running = new HandClock();
        StoreClock storeClock = StoreClock.of(storage(), clock);
        try (Chat chat = chatOn(storeClock.storage(), clock, running)) {
            Caller alice = person(chat, "alice");
            RoomId tea = publicRoom(chat, alice, "Tea");
            keepForThirtyDays(chat);
            pass(Duration.ofHours(1), clock, running, storeClock);
            Position lastOld = store.head();

            clock.advance(Duration.ofDays(20));
            MessageId after = said(chat, alice, tea, "after the outage");
            pass(Duration.ofHours(1), clock, running, storeClock);
            pass(Duration.ofDays(25), clock, running, storeClock);

            awaitRemoval(store, clock, lastOld);
            assertThat(stored(store, List.of(after))).noneMatch(Message::isDeleted);
        }
    }

    @Test
    default void marksShouldFollowEachOther() {
        StoreFixture store = StoreFixture.in(storage());
        Instant time = StoreFixture.NOW;
        assertThat(store.<Mark>read(stores -> stores.retention().latestMark()).number())
                .isZero();

        List<Callable<Boolean>> nodes =
                Collections.nCopies(4, () -> store.write(uow -> uow.retention().mark(0, time, Position.START, time)));
        assertThat(Together.run(nodes)).filteredOn(outcome -> outcome.value()).hasSize(1);

        assertThat(store.<Mark>read(stores -> stores.retention().latestMark())).isEqualTo(new Mark(1, time));
        for (int n = 1; n < 100; n++) {
            int latest = n;
            Instant next = time.plus(Duration.ofMinutes(10L * n));
            assertThat(store.<Boolean>write(uow -> uow.retention().mark(latest - 1, next, Position.START, next)))
                    .isFalse();
            assertThat(store.<Boolean>write(uow -> uow.retention().mark(latest, next, Position.START, next)))
                    .isTrue();
        }
        assertThat(store.<Mark>read(stores -> stores.retention().latestMark()).number())
                .isEqualTo(100);
    }

    @Test
    default void processWithoutRetentionShouldLeaveItToTheNodes() {
        StoreFixture store = StoreFixture.in(storage());
        HandClock clock = new HandClock();
        StoreClock storeClock = StoreClock.of(storage(), clock);
        try (Chat command = readerOn(storeClock.storage(), clock);
                Chat node = chatOn(withClock(clock), clock)) {
            Caller alice = person(node, "alice");
            said(command, alice, publicRoom(node, alice, "Tea"), "old");
            Position last = store.head();
            awaitMark(store, clock);
            clock.advance(Duration.ofDays(45));
            keepForThirtyDays(command);

            awaitRemoval(store, clock, last);

            assertThat(storeClock.reads()).isZero();
        }
    }

    @Test
    default void extentOfTheLogShouldEndAtTheHeadAndBeginAfterRemovedEntries() {
        StoreFixture store = StoreFixture.in(storage());
        try (Chat chat = chatOn(storage())) {
            publicRoom(chat, person(chat, "bob"), "Tea");
        }
        Position removed = Position.START.plus(1);
        assertThat(store.log().extent())
                .isEqualTo(new EventLog.Extent(store.log().head(), Position.START));

        assertThat(store.<Boolean>write(uow -> uow.retention().remove(Position.START, removed)))
                .isTrue();

        assertThat(store.log().extent())
                .isEqualTo(new EventLog.Extent(store.log().head(), removed));
    }

    @Test
    default void storeShouldHaveAClock() {
        Instant time =
                StoreFixture.in(storage()).read(stores -> stores.retention().now());

        assertThat(Duration.between(time, Instant.now())).isLessThan(Duration.ofDays(1));
    }

    private static Chat readerOn(Storage storage, HandClock clock) {
        return Fixture.builder(storage, clock).upkeep(false).build();
    }

    /** Pauses a node, and removes what another appends meanwhile. Returns a cursor from before. */
    private String removeUnread(FeedReads reads, Chat near, StoreFixture store, HandClock clock, Runnable append) {
        awaitMark(store, clock);
        String before = store.log().head().toString();
        reads.pause();
        append.run();
        Position last = store.head();
        reads.awaitHeld();
        clock.advance(Duration.ofDays(45));
        keepForThirtyDays(near);
        awaitRemoval(store, clock, last);
        return before;
    }

    @Test
    default void nodeShouldGoOnAfterEntriesThatWereRemovedBeforeItReadThem() {
        StoreFixture store = StoreFixture.in(storage());
        HandClock clock = new HandClock();
        FeedReads reads = new FeedReads(withClock(clock).transactions());
        try (Chat near = chatOn(withClock(clock), clock);
                Chat far = readerOn(new Storage(reads, storage().bus()), clock)) {
            Caller alice = person(near, "alice");
            RoomId tea = publicRoom(near, alice, "Tea");
            Recorder live = Recorder.eager()
                    .on(far.events().events(alice, StreamRequest.FROM_NOW))
                    .awaitLive();
            String before = removeUnread(reads, near, store, clock, () -> said(near, alice, tea, "old"));

            reads.release();

            live.awaitCompletion();
            assertThat(live.said()).isEmpty();
            assertThat(resume(far, alice, before)).isEqualTo(Resume.RESET);
            Recorder resumed = Recorder.eager()
                    .on(far.events().events(alice, StreamRequest.FROM_NOW))
                    .awaitLive();
            said(near, alice, tea, "fresh");
            resumed.awaitEvents(1);
            assertThat(resumed.said()).containsExactly("fresh");
        }
    }

    @Test
    default void nodeShouldGoOnWhenAllEntriesWereRemovedBeforeItReadThem() {
        StoreFixture store = StoreFixture.in(storage());
        HandClock clock = new HandClock();
        FeedReads reads = new FeedReads(withClock(clock).transactions());
        try (Chat near = chatOn(withClock(clock), clock);
                Chat far = readerOn(new Storage(reads, storage().bus()), clock)) {
            Caller alice = person(near, "alice");
            Recorder live = Recorder.eager()
                    .on(far.events().events(alice, StreamRequest.FROM_NOW))
                    .awaitLive();
            removeUnread(reads, near, store, clock, () -> publicRoom(near, alice, "Tea"));
            assertThat(removedUpTo(store)).isEqualTo(store.head());

            reads.release();

            live.awaitCompletion();
            Recorder.eager()
                    .on(far.events().events(alice, StreamRequest.FROM_NOW))
                    .awaitLive();
        }
    }

    @Test
    default void streamShouldEndWhenEntriesThatItLacksAreRemoved() {
        StoreFixture store = StoreFixture.in(storage());
        HandClock clock = new HandClock();
        try (Chat chat = Fixture.builder(withClock(clock), clock)
                .settings(Fixture.withReplay(10_000, 4))
                .build()) {
            Caller alice = person(chat, "alice");
            RoomId tea = publicRoom(chat, alice, "Tea");
            String start = store.log().head().toString();
            IntStream.range(0, 10).forEach(n -> said(chat, alice, tea, "old " + n));
            Position lastOld = store.head();
            Recorder slow = Recorder.requesting(1).on(chat.events().events(alice, StreamRequest.after(start)));
            assertThat(slow.welcome().resume()).isEqualTo(Resume.RESUMED);

            awaitMark(store, clock);
            clock.advance(Duration.ofDays(45));
            keepForThirtyDays(chat);
            awaitRemoval(store, clock, lastOld);
            slow.request(Long.MAX_VALUE);

            slow.awaitCompletion();
            assertThat(slow.events()).isEmpty();
            assertThat(resume(chat, alice, start)).isEqualTo(Resume.RESET);
        }
    }
}
