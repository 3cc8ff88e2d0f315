package dev.chatrooms.application.event;

import static dev.chatrooms.application.Fixture.chatOn;
import static dev.chatrooms.application.Fixture.person;
import static dev.chatrooms.application.Fixture.publicRoom;
import static dev.chatrooms.application.Outcomes.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.memory.MemoryStorage;
import dev.chatrooms.application.message.Send;
import dev.chatrooms.application.spi.Together;
import dev.chatrooms.domain.id.RoomId;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A subscriber that asks for one more from another thread, just when the stream goes live or falls behind: it is served
 * by one thread at a time, and gets each event once.
 */
@Tag("rounds")
class HandOverTest {
    private static final int MESSAGES = Boolean.getBoolean("chatrooms.thorough") ? 400_000 : 20_000;
    private static final int WAVE = 4;

    @Test
    void eventsShouldComeOnceAndInOrderWhenDemandComesWhileTheStreamChangesHands() throws InterruptedException {
        try (Chat chat = chatOn(MemoryStorage.create())) {
            Caller alice = person(chat, "alice");
            RoomId tea = publicRoom(chat, alice, "Tea");
            Counting stream = new Counting();
            chat.events().events(alice, StreamRequest.FROM_NOW).subscribe(stream);
            stream.awaitWelcome();
            for (int sent = 0; sent < MESSAGES && stream.wrong.get() == null; sent += WAVE) {
                for (int i = 1; i < WAVE; i++) {
                    var unused = chat.messages().send(alice, new Send(tea, "m", null));
                }
                get(chat.messages().send(alice, new Send(tea, "m", null)));
            }

            stream.awaitLast();
            assertThat(stream.wrong.get()).isNull();
        }
    }

    private static final class Counting implements Flow.Subscriber<FeedItem> {
        final AtomicReference<String> wrong = new AtomicReference<>();
        private final AtomicInteger inside = new AtomicInteger();
        private final AtomicInteger wanted = new AtomicInteger();
        private final CountDownLatch welcomed = new CountDownLatch(1);
        private final CountDownLatch all = new CountDownLatch(1);
        private volatile Flow.Subscription subscription;
        private volatile long seq;
        private final Thread asking = new Thread(this::ask, "asks-for-more");

        @Override
        public void onSubscribe(Flow.Subscription s) {
            subscription = s;
            asking.setDaemon(true);
            asking.start();
            s.request(1);
        }

        private void ask() {
            Random random = new Random(7);
            while (all.getCount() > 0) {
                if (wanted.getAndSet(0) > 0) {
                    // Not always at once: the moment that matters is any time after.
                    for (int spins = random.nextInt(400); spins > 0; spins--) {
                        Thread.onSpinWait();
                    }
                    subscription.request(1);
                } else {
                    Thread.onSpinWait();
                }
            }
        }

        @Override
        public void onNext(FeedItem item) {
            if (inside.incrementAndGet() != 1) {
                wrong.compareAndSet(null, "two at a time");
            }
            if (item instanceof FeedItem.Batch batch) {
                for (ViewedEvent viewed : batch.events()) {
                    long next = ((EventContent.OfMessage) viewed.event().content())
                            .message()
                            .message()
                            .seq();
                    if (next != seq + 1) {
                        wrong.compareAndSet(null, next + " after " + seq);
                    }
                    seq = next;
                }
            }
            welcomed.countDown();
            wanted.incrementAndGet();
            inside.decrementAndGet();
            if (seq >= MESSAGES || wrong.get() != null) {
                all.countDown();
            }
        }

        /** Waits for the welcome. Earlier events are not those of this stream. */
        void awaitWelcome() throws InterruptedException {
            assertThat(welcomed.await(Together.PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isTrue();
        }

        void awaitLast() throws InterruptedException {
            assertThat(all.await(3 * Together.PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("got as far as " + seq + " " + wrong.get())
                    .isTrue();
        }

        @Override
        public void onError(Throwable thrown) {
            wrong.compareAndSet(null, thrown.toString());
            all.countDown();
        }

        @Override
        public void onComplete() {}
    }
}
