package dev.chatrooms.application;

import static dev.chatrooms.application.Fixture.person;
import static dev.chatrooms.application.Outcomes.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.account.Registration;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.FatalErrors;
import dev.chatrooms.application.event.FeedItem;
import dev.chatrooms.application.event.StreamRequest;
import dev.chatrooms.application.memory.MemoryPasswordHasher;
import dev.chatrooms.application.memory.MemoryStorage;
import dev.chatrooms.application.memory.MemoryTokenIssuer;
import dev.chatrooms.application.room.NewRoom;
import dev.chatrooms.application.spi.Committed;
import dev.chatrooms.application.spi.EventBus;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.application.spi.Stores;
import dev.chatrooms.application.spi.Transactions;
import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.event.Cursor;
import dev.chatrooms.domain.room.RoomKind;
import java.lang.Thread.UncaughtExceptionHandler;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** A memory that is exhausted in the threads of a chat. */
@Isolated("sets the JVM's uncaught exception handler")
class FatalErrorsTest {
    private static final Error OUT_OF_MEMORY = new OutOfMemoryError("for the test");

    private static final Set<String> ALL = Set.of(
            "chatrooms-committer", "chatrooms-feed", "chatrooms-indexer", "chatrooms-mail", "chatrooms-presence");

    private final Set<String> reporting = ConcurrentHashMap.newKeySet();
    private final UncaughtExceptionHandler original = Thread.getDefaultUncaughtExceptionHandler();
    private volatile boolean exhausted;

    @BeforeEach
    void setHandler() {
        Thread.setDefaultUncaughtExceptionHandler((thread, error) -> {
            if (FatalErrors.isFatal(error)) {
                reporting.add(thread.getName());
            }
        });
    }

    @AfterEach
    void restoreHandler() {
        Thread.setDefaultUncaughtExceptionHandler(original);
    }

    @Test
    void everyEssentialThreadShouldReportAnExhaustedMemory() {
        Storage memory = MemoryStorage.create();
        try (Chat chat = Chat.builder(
                        new Storage(new ExhaustedTransactions(memory.transactions()), new ExhaustedBus(memory.bus())))
                .passwordHasher(new MemoryPasswordHasher())
                .tokenIssuer(new MemoryTokenIssuer())
                .build()) {
            Caller alice = person(chat, "alice");
            FailingSubscriber subscriber = new FailingSubscriber();
            chat.events().events(alice, StreamRequest.FROM_NOW).subscribe(subscriber);
            FailingSubscriber other = new FailingSubscriber();
            chat.events().events(person(chat, "bob"), StreamRequest.FROM_NOW).subscribe(other);
            createRoom(chat, alice, "Tea");
            Eventually.await("a live stream", () -> subscriber.received);

            subscriber.exhausted = true;
            createRoom(chat, alice, "Coffee");
            Eventually.await("a report of the feed", () -> reporting.contains("chatrooms-feed"));
            exhausted = true;
            createRoom(chat, alice, "Cocoa");
            // The presence of the first account may have been announced before: its stream has failed.
            other.subscription.cancel();
            Eventually.await("reports", () -> reporting.containsAll(ALL));
            exhausted = false;
        }
    }

    @Test
    void committerShouldNotDieUnnoticedWhenItIsInterrupted() {
        Set<String> dead = ConcurrentHashMap.newKeySet();
        Thread.setDefaultUncaughtExceptionHandler((thread, error) -> dead.add(thread.getName()));
        Set<Thread> others = Thread.getAllStackTraces().keySet();
        try (Chat chat = Chat.inMemory()) {
            Caller alice = person(chat, "alice");
            Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().equals("chatrooms-committer") && !others.contains(thread))
                    .forEach(Thread::interrupt);

            Eventually.await("a report", () -> dead.contains("chatrooms-committer"));
            NewRoom room = new NewRoom(RoomKind.PUBLIC, "Tea", null, List.of());
            assertThat(refusal(chat.rooms().create(alice, room)).code()).isEqualTo(RefusalCode.UNAVAILABLE);
        }
    }

    private static void createRoom(Chat chat, Caller owner, String name) {
        chat.rooms()
                .create(owner, new NewRoom(RoomKind.PUBLIC, name, null, List.of()))
                .handle((room, failure) -> true)
                .join();
    }

    private void throwIfExhausted() {
        if (exhausted) {
            throw OUT_OF_MEMORY;
        }
    }

    private final class ExhaustedTransactions implements Transactions {
        private final Transactions transactions;

        ExhaustedTransactions(Transactions transactions) {
            this.transactions = transactions;
        }

        @Override
        public <T> T read(Function<? super Stores, ? extends T> work) {
            throwIfExhausted();
            return transactions.read(work);
        }

        @Override
        public <T> Committed<T> write(Function<? super UnitOfWork, ? extends T> work) {
            throwIfExhausted();
            return transactions.write(work);
        }
    }

    private final class ExhaustedBus implements EventBus {
        private final EventBus bus;

        ExhaustedBus(EventBus bus) {
            this.bus = bus;
        }

        @Override
        public void announce(Cursor head) {
            bus.announce(head);
        }

        @Override
        public Registration subscribe(Consumer<Cursor> listener) {
            return bus.subscribe(listener);
        }

        @Override
        public void signal(String text) {
            throwIfExhausted();
            bus.signal(text);
        }

        @Override
        public Registration onSignal(Consumer<String> listener) {
            return bus.onSignal(listener);
        }

        @Override
        public void close() {
            bus.close();
        }
    }

    private static final class FailingSubscriber implements Flow.Subscriber<FeedItem> {
        private volatile boolean received;
        private volatile boolean exhausted;
        private volatile Flow.Subscription subscription;

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            given.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(FeedItem item) {
            received = true;
            if (exhausted) {
                throw OUT_OF_MEMORY;
            }
        }

        @Override
        public void onError(Throwable error) {}

        @Override
        public void onComplete() {}
    }
}
