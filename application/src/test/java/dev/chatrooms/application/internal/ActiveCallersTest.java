package dev.chatrooms.application.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.Fixture;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.memory.MemoryStorage;
import dev.chatrooms.application.spi.Committed;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.application.spi.Stores;
import dev.chatrooms.application.spi.Transactions;
import dev.chatrooms.application.spi.UnitOfWork;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ActiveCallersTest {
    private static final int CALLS = 20_000;

    /** A use case that never blocks. */
    private interface Greeting {
        CompletableFuture<String> greet(Caller caller);
    }

    /** A store that notices reads on the thread of a caller. */
    private record Watched(Transactions store, Thread callers, AtomicBoolean wasBlocked) implements Transactions {
        @Override
        public <T> T read(Function<? super Stores, ? extends T> work) {
            note();
            return store.read(work);
        }

        @Override
        public <T> T readSingle(Function<? super Stores, ? extends T> work) {
            note();
            return store.readSingle(work);
        }

        @Override
        public <T> Committed<T> write(Function<? super UnitOfWork, ? extends T> work) {
            note();
            return store.write(work);
        }

        @Override
        public void checkSpace() {
            store.checkSpace();
        }

        private void note() {
            if (Thread.currentThread().equals(callers)) {
                wasBlocked.set(true);
            }
        }
    }

    @Test
    void guardedCallShouldNotReadOnTheCallersThreadWhenTheAccountIsForgottenMeanwhile() throws Exception {
        Storage storage = MemoryStorage.create();
        Caller alice;
        try (Chat chat = Fixture.chatOn(storage)) {
            alice = Fixture.person(chat, "alice");
        }
        Watched store = new Watched(storage.transactions(), Thread.currentThread(), new AtomicBoolean());
        ActiveCallers callers = new ActiveCallers(new Store(store), Clock.systemUTC());
        ExecutorService workers = Executors.newSingleThreadExecutor();
        AtomicBoolean done = new AtomicBoolean();
        Thread losses = new Thread(() -> {
            while (!done.get()) {
                callers.forget(null);
            }
        });
        losses.start();
        try {
            Greeting greeting = new CallerGuard(callers, workers)
                    .of(Greeting.class, caller -> CompletableFuture.completedFuture("hello"));
            for (int i = 0; i < CALLS; i++) {
                assertThat(greeting.greet(alice).join()).isEqualTo("hello");
            }
        } finally {
            done.set(true);
            losses.join();
            workers.shutdown();
        }

        assertThat(store.wasBlocked()).isFalse();
    }
}
