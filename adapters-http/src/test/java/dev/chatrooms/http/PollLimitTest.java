package dev.chatrooms.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.event.FeedItem;
import dev.chatrooms.application.event.LiveEvents;
import dev.chatrooms.application.event.StreamRequest;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The polls of one account that are answered at once, and so need no place among its streams. */
class PollLimitTest {
    private static final int LIMIT = 2;
    private static final int WAITING = 32;

    /** Streams that start when they are ended, with that. */
    private static final class HeldUp implements LiveEvents {
        private final Queue<Flow.Subscriber<? super FeedItem>> started = new ConcurrentLinkedQueue<>();
        private volatile boolean ended;

        @Override
        public Flow.Publisher<FeedItem> events(Caller caller, StreamRequest request) {
            return subscriber -> {
                started.add(subscriber);
                if (ended) {
                    end();
                }
            };
        }

        void end() {
            ended = true;
            for (var subscriber = started.poll(); subscriber != null; subscriber = started.poll()) {
                subscriber.onComplete();
            }
        }
    }

    @Test
    void pollsShouldWaitOrBeRefusedWhenTheAccountHasTooManyAndConcernNoOther() {
        HeldUp events = new HeldUp();
        try (TestServer server = TestServer.start(events, settings -> settings.requestsInFlight(LIMIT))) {
            Person alice = server.person("alice");
            Person bob = server.person("bob");

            List<CompletableFuture<Response>> polls = IntStream.range(0, LIMIT + WAITING + 1)
                    .mapToObj(i -> server.sendAsync(alice.request("/api/v1/events?wait=0")))
                    .toList();
            Response first = (Response) CompletableFuture.anyOf(polls.toArray(CompletableFuture[]::new))
                    .join();

            assertThat(first.status()).isEqualTo(429);
            assertThat(first.code()).isEqualTo("rate_limited");
            assertThat(alice.get("/api/v1/me").status()).isEqualTo(200);
            assertThat(bob.get("/api/v1/rooms").status()).isEqualTo(200);

            events.end();
            assertThat(polls.stream().map(CompletableFuture::join).filter(answer -> answer.status() == 429))
                    .hasSize(1);
        }
    }
}
