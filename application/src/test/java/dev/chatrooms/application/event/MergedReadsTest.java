package dev.chatrooms.application.event;

import static dev.chatrooms.application.Fixture.chatOn;
import static dev.chatrooms.application.Fixture.person;
import static dev.chatrooms.application.Fixture.publicRoom;
import static dev.chatrooms.application.Fixture.say;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.memory.MemoryStorage;
import dev.chatrooms.application.spi.Committed;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.application.spi.StoreUnavailable;
import dev.chatrooms.application.spi.Stores;
import dev.chatrooms.application.spi.Together;
import dev.chatrooms.application.spi.Transactions;
import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.id.RoomId;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** A node whose reads of the log take long, beside one that sends without a pause. */
class MergedReadsTest {
    private static final int MESSAGES = 20;

    private final Storage memory = MemoryStorage.create();
    private final SlowReads slow = new SlowReads(memory.transactions());

    @Test
    void announcementsDuringAReadShouldCauseOneFurtherRead() {
        try (Chat far = chatOn(new Storage(slow, memory.bus()));
                Chat near = chatOn(memory)) {
            Caller alice = person(near, "alice");
            RoomId tea = publicRoom(near, alice, "Tea");
            Recorder stream = Recorder.eager()
                    .on(far.events().events(alice, StreamRequest.FROM_NOW))
                    .awaitLive();
            slow.holdNextRead();
            say(near, alice, tea, "first");
            slow.awaitHeld();

            for (int i = 0; i < MESSAGES; i++) {
                say(near, alice, tea, "message " + i);
            }
            slow.release();

            stream.awaitEvents(MESSAGES + 1);
            assertThat(slow.reads.get()).as("the held read and one for the rest").isEqualTo(2);
        }
    }

    /** Holds the answer of one read of the feed's thread, and counts the reads from then on. */
    private static final class SlowReads implements Transactions {
        private final Transactions store;
        private final AtomicInteger reads = new AtomicInteger();
        private final CountDownLatch held = new CountDownLatch(1);
        private final CountDownLatch open = new CountDownLatch(1);
        private volatile boolean holding;

        SlowReads(Transactions store) {
            this.store = store;
        }

        void holdNextRead() {
            reads.set(0);
            holding = true;
        }

        void awaitHeld() {
            await(held);
        }

        void release() {
            open.countDown();
        }

        @Override
        public <T> T read(Function<? super Stores, ? extends T> work) {
            T result = store.read(work);
            if (Thread.currentThread().getName().equals("chatrooms-feed")) {
                reads.incrementAndGet();
                if (holding) {
                    held.countDown();
                    await(open);
                }
            }
            return result;
        }

        @Override
        public <T> Committed<T> write(Function<? super UnitOfWork, ? extends T> work) {
            return store.write(work);
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
}
