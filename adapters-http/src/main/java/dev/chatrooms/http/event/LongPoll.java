package dev.chatrooms.http.event;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.event.FeedItem;
import dev.chatrooms.application.event.FeedSubscription;
import dev.chatrooms.application.event.ViewedEvent;
import dev.chatrooms.domain.event.Cursor;
import dev.chatrooms.http.internal.Answer;
import dev.chatrooms.http.internal.Problems;
import dev.chatrooms.http.internal.Timers;
import dev.chatrooms.wire.mapping.Rendered;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * A subscriber that answers a long poll: with the first events, or with the current position after the wait.
 *
 * <p>A poll without a wait must still give the stream time to catch up: missed events follow shortly after the welcome,
 * and if there are none, nothing follows. So it checks periodically until the stream is live.
 */
final class LongPoll implements Flow.Subscriber<FeedItem> {
    private static final Duration CHECK_INTERVAL = Duration.ofMillis(10);

    /** The time for a poll without a client to find its position. */
    private static final Duration CATCH_UP = Duration.ofSeconds(2);

    private final Timers timers;
    private final boolean resuming;
    private final Duration wait;
    private final int limit;
    private final String base;
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();
    private final CompletableFuture<Void> started = new CompletableFuture<>();
    private volatile @Nullable FeedSubscription subscription;
    private volatile boolean ending;

    /**
     * Creates a poll.
     *
     * @param resuming whether a cursor was given; without one the response is the current cursor
     * @param base the path under which clients reach the server
     */
    LongPoll(Timers timers, boolean resuming, Duration wait, int limit, String base) {
        this.timers = timers;
        this.resuming = resuming;
        this.wait = wait;
        this.limit = limit;
        this.base = base;
    }

    /** Limits the time until the stream starts, and the total time besides the wait. */
    void giveUpAfter(Duration patience) {
        timers.run(patience, started, () -> complete(late()));
        timers.run(patience.plus(wait), answer, () -> complete(late()));
    }

    CompletionStage<Answer> answer() {
        return answer;
    }

    /**
     * Ends the wait because the server stops or another stream needs the place. The response contains what has arrived,
     * or the current position.
     */
    void end() {
        ending = true;
        if (started.isDone()) {
            checkCaughtUp();
        }
    }

    /**
     * Ends the poll because its client is gone. A client that closed only its sending half still gets the position,
     * also if it did so before the stream started.
     */
    void disconnected() {
        end();
        timers.run(CATCH_UP, answer, () -> complete(late()));
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        FeedSubscription feed = (FeedSubscription) given;
        subscription = feed;
        if (answer.isDone()) {
            feed.cancel();
            return;
        }
        // The welcome, and the first events.
        feed.request(2);
    }

    @Override
    public void onNext(FeedItem item) {
        started.complete(null);
        if (item instanceof FeedItem.Welcome welcome) {
            if (!resuming || welcome.resume() == FeedItem.Resume.RESET) {
                complete(answer(List.of(), welcome.cursor(), welcome.resume() == FeedItem.Resume.RESET));
            } else {
                // Read after the start is completed: either this or end() sees the other.
                boolean waits = !ending && wait.compareTo(CHECK_INTERVAL) > 0;
                timers.run(waits ? wait : CHECK_INTERVAL, answer, this::checkCaughtUp);
            }
        } else if (item instanceof FeedItem.Batch batch) {
            List<ViewedEvent> events = batch.events();
            List<ViewedEvent> first = events.subList(0, Math.min(limit, events.size()));
            complete(answer(first, first.get(first.size() - 1).cursor(), false));
        }
    }

    @Override
    public void onError(Throwable thrown) {
        complete(Problems.answer(thrown));
    }

    @Override
    public void onComplete() {
        complete(Problems.answer(ChatException.unavailable("this server is going away", null)));
    }

    private void checkCaughtUp() {
        FeedSubscription feed = subscription;
        if (feed == null || answer.isDone()) {
            return;
        }
        if (feed.isLive()) {
            // Events up to this position would have completed the poll in onNext.
            complete(answer(List.of(), feed.delivered(), false));
        } else {
            timers.run(CHECK_INTERVAL, answer, this::checkCaughtUp);
        }
    }

    private static Answer late() {
        return Problems.answer(ChatException.unavailable("the events cannot be read at the moment", null));
    }

    private void complete(Answer result) {
        if (answer.complete(result) && subscription != null) {
            subscription.cancel();
        }
        started.complete(null);
    }

    private Answer answer(List<ViewedEvent> events, Cursor cursor, boolean reset) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try {
            bytes.write("{\"events\":[".getBytes(StandardCharsets.UTF_8));
            boolean separate = false;
            for (ViewedEvent event : events) {
                if (separate) {
                    bytes.write(',');
                }
                separate = true;
                Rendered.of(event, base).writeObject(bytes);
            }
            // A cursor needs no escapes: it consists of letters, digits and a dash.
            bytes.write(("],\"cursor\":\"" + cursor + "\",\"reset\":" + reset + "}").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return Answer.of(200, Answer.JSON, bytes.toByteArray());
    }
}
