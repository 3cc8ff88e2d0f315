package dev.chatrooms.application.event;

import static dev.chatrooms.application.Fixture.UNLIMITED;
import static dev.chatrooms.application.Fixture.chatOn;
import static dev.chatrooms.application.Fixture.login;
import static dev.chatrooms.application.Fixture.person;
import static dev.chatrooms.application.Fixture.privateRoom;
import static dev.chatrooms.application.Fixture.publicRoom;
import static dev.chatrooms.application.Fixture.say;
import static dev.chatrooms.application.Fixture.withReplay;
import static dev.chatrooms.application.Outcomes.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.Eventually;
import dev.chatrooms.application.Fixture;
import dev.chatrooms.application.HandClock;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.memory.MemoryStorage;
import dev.chatrooms.application.spi.Committed;
import dev.chatrooms.application.spi.EventLog;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.application.spi.StoreUnavailable;
import dev.chatrooms.application.spi.Stores;
import dev.chatrooms.application.spi.Together;
import dev.chatrooms.application.spi.Transactions;
import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.event.Cursor;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.people.Presence;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Failures of one stream: they do not affect other streams and are not lost. */
class TroubledStreamTest {
    @Test
    void streamsShouldGoOnWhenTheSubscriberOfAnotherThrows() {
        try (Chat chat = chatOn(MemoryStorage.create())) {
            Caller alice = person(chat, "alice");
            RoomId tea = publicRoom(chat, alice, "Tea");
            Recorder first = Recorder.eager().on(chat.events().events(alice, StreamRequest.FROM_NOW));
            first.welcome();
            Broken broken = new Broken();
            chat.events().events(alice, StreamRequest.FROM_NOW).subscribe(broken);
            broken.awaitWelcome();
            Recorder last = Recorder.eager().on(chat.events().events(alice, StreamRequest.FROM_NOW));
            last.welcome();

            say(chat, alice, tea, "one");
            broken.awaitBatch();
            say(chat, alice, tea, "two");

            first.awaitEvents(2);
            last.awaitEvents(2);
            assertThat(first.said()).containsExactly("one", "two");
            assertThat(last.said()).containsExactly("one", "two");
            assertThat(broken.batches)
                    .as("a subscriber that throws has cancelled")
                    .isEqualTo(1);
        }
    }

    /** Throws at each event that it is given. */
    private static final class Broken implements Flow.Subscriber<FeedItem> {
        private final CountDownLatch welcomed = new CountDownLatch(1);
        private final CountDownLatch broke = new CountDownLatch(1);
        volatile int batches;

        void awaitWelcome() {
            await(welcomed);
        }

        void awaitBatch() {
            await(broke);
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(FeedItem item) {
            if (item instanceof FeedItem.Batch) {
                batches++;
                broke.countDown();
                throw new IllegalStateException("broken");
            }
            welcomed.countDown();
        }

        @Override
        public void onError(Throwable thrown) {}

        @Override
        public void onComplete() {}
    }

    @Test
    void streamShouldLiveOnWhenTheSessionsOfAnotherAccountEndWhileItStarts() {
        Storage memory = MemoryStorage.create();
        WorkersReads reads = new WorkersReads(memory.transactions());
        try (Chat chat = chatOn(new Storage(reads, memory.bus()), UNLIMITED);
                Chat near = chatOn(memory)) {
            Caller alice = person(chat, "alice");
            Caller bob = person(chat, "bob");
            reads.holdResults();
            Recorder stream = Recorder.eager().on(chat.events().events(alice, StreamRequest.FROM_NOW));
            reads.awaitHeld();

            get(near.sessions().end(bob.accountId()));
            reads.release();

            stream.awaitLive();
        }
    }

    @Test
    void streamShouldEndWhenItsSessionEndedWhileItStarted() {
        Storage memory = MemoryStorage.create();
        WorkersReads reads = new WorkersReads(memory.transactions());
        try (Chat chat = chatOn(new Storage(reads, memory.bus()), UNLIMITED)) {
            person(chat, "alice");
            Caller alice = login(chat, "alice");
            // From now on the account is known to be active, so the logout reads nothing.
            chat.profiles().settings(alice);
            reads.holdResults();
            Recorder stream = Recorder.eager().on(chat.events().events(alice, StreamRequest.FROM_NOW));
            // Its start is read: the session was live then.
            reads.awaitHeld();

            get(chat.authentication().logout(alice));
            reads.release();

            assertThat(stream.awaitError())
                    .isInstanceOfSatisfying(
                            ChatException.class, e -> assertThat(e.code()).isEqualTo(RefusalCode.UNAUTHENTICATED));
        }
    }

    @Test
    void streamShouldFailWhenReadingOnFailsForGood() {
        Storage memory = MemoryStorage.create();
        WorkersReads reads = new WorkersReads(memory.transactions());
        try (Chat chat = chatOn(new Storage(reads, memory.bus()), withReplay(10_000, 4))) {
            Caller alice = person(chat, "alice");
            RoomId tea = publicRoom(chat, alice, "Tea");
            Recorder stream = Recorder.idle().on(chat.events().events(alice, StreamRequest.FROM_NOW));
            stream.request(1);
            stream.welcome();
            Recorder quick = Recorder.eager().on(chat.events().events(alice, StreamRequest.FROM_NOW));
            // More than the node keeps in memory: it has to be read from the log.
            Cursor last = say(chat, alice, tea, "m").cursor();
            for (int i = 0; i < 10; i++) {
                last = say(chat, alice, tea, "m" + i).cursor();
            }
            // The feed is past it all, so the stream without demand has fallen behind.
            quick.awaitDelivered(last.position());

            reads.failFromNowOn(new IllegalStateException("a damaged row"));
            stream.request(1);

            assertThat(stream.awaitError()).hasMessage("a damaged row");
        }
    }

    @Test
    void streamShouldOutliveItsSessionWhileThatCannotBeLookedUp() {
        Storage memory = MemoryStorage.create();
        WorkersReads reads = new WorkersReads(memory.transactions());
        HandClock clock = new HandClock();
        try (Chat chat = Fixture.builder(new Storage(reads, memory.bus()))
                .settings(UNLIMITED)
                .clock(clock)
                .build()) {
            Caller host = person(chat, "alice");
            RoomId tea = publicRoom(chat, host, "Tea");
            Recorder stream = Recorder.eager().on(chat.events().events(login(chat, "alice"), StreamRequest.FROM_NOW));
            stream.welcome();

            reads.failFromNowOn(new StoreUnavailable("away", null));
            clock.advance(Duration.ofDays(1));
            reads.awaitFailure();
            say(chat, host, tea, "still there?");
            stream.awaitEvents(1);

            reads.failFromNowOn(null);
            assertThat(stream.awaitError()).isInstanceOf(ChatException.class);
        }
    }

    @Test
    void disconnectWhileTheStoreIsUnavailableShouldBeReportedOnceItIsBack() {
        Storage memory = MemoryStorage.create();
        WorkersReads reads = new WorkersReads(memory.transactions());
        HandClock clock = new HandClock();
        try (Chat chat = Fixture.builder(new Storage(reads, memory.bus()))
                .settings(UNLIMITED)
                .clock(clock)
                .build()) {
            Caller alice = person(chat, "alice");
            Caller bob = person(chat, "bob");
            RoomId tea = privateRoom(chat, alice, "Tea", "bob");
            Recorder reader = Recorder.eager()
                    .on(chat.events().events(bob, StreamRequest.FROM_NOW.withSignals()))
                    .awaitLive();
            Recorder stream = Recorder.eager().on(chat.events().events(alice, StreamRequest.FROM_NOW));
            reader.awaitSignals(Signal.PresenceChanged.class, 1);

            reads.failFromNowOn(new StoreUnavailable("away", null));
            stream.cancel();
            assertThatThrownBy(() -> chat.typing().typing(alice, tea, true).join())
                    .hasCauseInstanceOf(ChatException.class)
                    .hasMessageContaining("unavailable");
            int before = reads.failures.get();
            // The feed may not know at once that the stream has ended, so time advances until a lookup fails.
            Eventually.await(() -> {
                clock.advance(Duration.ofSeconds(1));
                return reads.failures.get() > before;
            });
            reads.failFromNowOn(null);
            Eventually.await(() -> {
                clock.advance(Duration.ofSeconds(1));
                return reader.signals(Signal.PresenceChanged.class).size() > 1;
            });

            assertThat(reader.signals(Signal.PresenceChanged.class))
                    .containsExactly(
                            new Signal.PresenceChanged(alice.accountId(), Presence.Status.ONLINE),
                            new Signal.PresenceChanged(alice.accountId(), Presence.Status.OFFLINE));
            chat.typing().typing(alice, tea, true).join();
            reader.awaitSignal(Signal.Typing.class, Signal.Typing::on);
        }
    }

    /**
     * A store whose answers to the chat's workers can be held back, or be failures; everybody else is served as ever.
     */
    private static final class WorkersReads implements Transactions {
        private final Transactions store;
        private final CountDownLatch held = new CountDownLatch(1);
        private final CountDownLatch open = new CountDownLatch(1);
        private volatile boolean holding;
        private final CountDownLatch failed = new CountDownLatch(1);
        private final AtomicInteger failures = new AtomicInteger();
        private volatile RuntimeException failure;

        WorkersReads(Transactions store) {
            this.store = store;
        }

        void holdResults() {
            holding = true;
        }

        void awaitHeld() {
            await(held);
        }

        void release() {
            holding = false;
            open.countDown();
        }

        void failFromNowOn(RuntimeException e) {
            failure = e;
        }

        void awaitFailure() {
            await(failed);
        }

        @Override
        public <T> T read(Function<? super Stores, ? extends T> work) {
            boolean worker = Thread.currentThread().getName().startsWith("chatrooms-worker");
            T result = store.read(work);
            // The look at the head, each second, is none of a stream.
            if (worker && holding && !(result instanceof EventLog.State)) {
                held.countDown();
                await(open);
            }
            RuntimeException thrown = failure;
            if (worker && thrown != null) {
                if (!(result instanceof EventLog.State)) {
                    failures.incrementAndGet();
                    failed.countDown();
                }
                throw thrown;
            }
            return result;
        }

        @Override
        public <T> Committed<T> write(Function<? super UnitOfWork, ? extends T> work) {
            return store.write(work);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(Together.PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("waited in vain")
                    .isTrue();
        } catch (InterruptedException e) {
            throw new StoreUnavailable("interrupted", e);
        }
    }
}
