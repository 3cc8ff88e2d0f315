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
 * A stream of which one answer is wanted: the first events, or where the stream stands when it has waited long enough.
 *
 * <p>A poll that is not to wait still has to look: the stream tells of what was missed a moment after its welcome, and
 * of nothing if nothing was. So it goes on until the stream has caught up.
 */
final class LongPoll implements Flow.Subscriber<FeedItem> {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

    private final Timers timers;
    private final boolean resuming;
    private final Duration wait;
    private final int limit;
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();
    private final CompletableFuture<Void> started = new CompletableFuture<>();
    private volatile @Nullable FeedSubscription subscription;

    /** @param resuming whether a cursor was given; without one the current one is the answer */
    LongPoll(Timers timers, boolean resuming, Duration wait, int limit) {
        this.timers = timers;
        this.resuming = resuming;
        this.wait = wait;
        this.limit = limit;
    }

    /** Bounds the time until the stream has started, and what is looked at besides what the poll waits on purpose. */
    void giveUpAfter(Duration patience) {
        timers.run(patience, started, () -> complete(late()));
        timers.run(patience.plus(wait), answer, () -> complete(late()));
    }

    CompletionStage<Answer> answer() {
        return answer;
    }

    /** Answers with what there is, which is nothing: the server is stopping. */
    void end() {
        onComplete();
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
                timers.run(wait.compareTo(LOOK_AGAIN) > 0 ? wait : LOOK_AGAIN, answer, this::waitedEnough);
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

    private void waitedEnough() {
        FeedSubscription feed = subscription;
        if (feed == null || answer.isDone()) {
            return;
        }
        if (feed.isLive()) {
            // What this names has been handed to onNext, which would have completed first.
            complete(answer(List.of(), feed.delivered(), false));
        } else {
            timers.run(LOOK_AGAIN, answer, this::waitedEnough);
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

    private static Answer answer(List<ViewedEvent> events, Cursor cursor, boolean reset) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try {
            bytes.write("{\"events\":[".getBytes(StandardCharsets.UTF_8));
            boolean more = false;
            for (ViewedEvent event : events) {
                if (more) {
                    bytes.write(',');
                }
                more = true;
                Rendered.of(event).writeObject(bytes);
            }
            // A cursor consists of letters, digits and a dash.
            bytes.write(("],\"cursor\":\"" + cursor + "\",\"reset\":" + reset + "}").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory does not fail", e);
        }
        return Answer.of(200, Answer.JSON, bytes.toByteArray());
    }
}
