package dev.chatrooms.http.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.event.FeedItem;
import dev.chatrooms.application.event.FeedItem.Resume;
import dev.chatrooms.application.event.FeedSubscription;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.AccountRole;
import dev.chatrooms.domain.account.DisplayName;
import dev.chatrooms.domain.account.Username;
import dev.chatrooms.domain.event.Cursor;
import dev.chatrooms.domain.event.Epoch;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.http.internal.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Tests polls before their stream has started. */
class LongPollStartTest {
    private static final Cursor CURSOR = new Cursor(new Epoch("e"), new Position(5));
    private static final Account ALICE = Account.registered(
            new AccountId(new UUID(0, 1)),
            new Username("alice"),
            new DisplayName("Alice"),
            null,
            null,
            AccountRole.USER,
            null,
            Instant.EPOCH);

    /** A time in which only the shortest delays ever pass. */
    private static final class ShortDelays implements Timers.TimeSource {
        @Override
        public long nanoTime() {
            return 0;
        }

        @Override
        public void completeAfter(Duration delay, CompletableFuture<Boolean> future) {
            if (delay.toMillis() <= 10) {
                future.complete(true);
            }
        }
    }

    private static final class CaughtUp implements FeedSubscription {
        @Override
        public Cursor delivered() {
            return CURSOR;
        }

        @Override
        public boolean isLive() {
            return true;
        }

        @Override
        public void request(long n) {}

        @Override
        public void cancel() {}
    }

    private final LongPoll poll = new LongPoll(new Timers(new ShortDelays()), true, Duration.ofSeconds(60), 50, "");

    private void startStream() {
        poll.onSubscribe(new CaughtUp());
        poll.onNext(new FeedItem.Welcome(Resume.RESUMED, CURSOR, ALICE, List.of(), false));
    }

    @Test
    void pollShouldReturnItsCursorWhenTheClientsOutputIsClosedBeforeTheStart() {
        poll.disconnected();
        startStream();

        assertThat(poll.answer().toCompletableFuture()).isCompletedWithValueMatching(answer -> answer.status() == 200);
    }

    @Test
    void pollShouldReturnItsCursorWhenTheServerStopsBeforeTheStart() {
        poll.end();
        startStream();

        assertThat(poll.answer().toCompletableFuture()).isCompletedWithValueMatching(answer -> answer.status() == 200);
    }
}
