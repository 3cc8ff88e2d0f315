package dev.chatrooms.http.event;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.event.FeedItem;
import dev.chatrooms.application.event.FeedItem.Resume;
import dev.chatrooms.application.event.FeedSubscription;
import dev.chatrooms.application.event.ViewedEvent;
import dev.chatrooms.domain.event.Cursor;
import dev.chatrooms.http.internal.Answer;
import dev.chatrooms.http.internal.Exchange;
import dev.chatrooms.http.internal.Timers;
import dev.chatrooms.wire.mapping.WelcomeRenderer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stream of server-sent events.
 *
 * <pre>
 *             first item                              written, the next item
 *   WAITING --------------> asks for one more, WRITING ------------------------> asks for one more, WRITING
 *      |                       |
 *      | error                 | gone, stalled, replaced, session over, feed closed, server stopping
 *      v                       v
 *   a problem is answered    ENDED
 * </pre>
 *
 * <p>The response starts with the first item, so that a failure before it has a status of its own. From then on the
 * next item is requested while the current one is written, in consecutive pieces of at most 256 KiB. At most one item
 * waits here, and a slow reader creates no demand. All threads that bring something call {@link #proceed}, which runs
 * on one of them at a time and never blocks.
 */
final class ServerSentEvents implements Flow.Subscriber<FeedItem>, Answer.Stream {
    private static final Logger LOG = LoggerFactory.getLogger(ServerSentEvents.class);

    /** The time for a last piece to be written when the stream makes room. A reader that stalls is cut off then. */
    private static final Duration LAST_PIECE = Duration.ofSeconds(2);

    private final Timers timers;
    private final Duration heartbeat;
    private final Duration stall;
    private final boolean headOnly;
    private final String base;
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final AtomicInteger turns = new AtomicInteger();

    // Written before proceed() is called.
    private volatile @Nullable FeedSubscription subscription;
    private volatile @Nullable Exchange exchange;
    private volatile @Nullable FeedItem arrived;
    private volatile boolean heartbeatDue;
    private volatile boolean ending;
    private volatile boolean abandoned;

    // Used within proceed() only.
    private final Queue<ViewedEvent> unwritten = new ArrayDeque<>();
    private volatile boolean writing;
    private boolean endWritten;
    private @Nullable Cursor lastEvent;

    ServerSentEvents(Timers timers, Duration heartbeat, Duration stall, boolean headOnly, String base) {
        this.timers = timers;
        this.heartbeat = heartbeat;
        this.stall = stall;
        this.headOnly = headOnly;
        this.base = base;
    }

    /** Returns the response, which completes when the stream has started. */
    CompletionStage<Answer> answer() {
        return answer;
    }

    /** Returns a stage that completes when the stream has ended. */
    CompletionStage<Void> ended() {
        return ended;
    }

    /** Ends the stream after the current piece, and a heartbeat with the position to resume from. */
    void end() {
        ending = true;
        proceed();
    }

    /** Ends the stream in favour of a newer one. */
    void makeRoom() {
        end();
        timers.run(LAST_PIECE, ended, this::abandon);
    }

    /** Ends the stream because its client is gone. */
    void disconnected() {
        answer.completeExceptionally(ChatException.unavailable("the client is gone", null));
        abandon();
    }

    /** Ends the stream at once, but not while another thread is about to write to the response. */
    private void abandon() {
        abandoned = true;
        proceed();
    }

    // ---- the feed's side

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = (FeedSubscription) given;
        if (ended.isDone()) {
            given.cancel();
        } else {
            given.request(1);
        }
    }

    @Override
    public void onNext(FeedItem item) {
        arrived = item;
        if (answer.complete(Answer.streaming("text/event-stream", this).with("X-Accel-Buffering", "no"))) {
            return;
        }
        proceed();
    }

    @Override
    public void onError(Throwable thrown) {
        // A stream that has started can only end. The client learns the reason when it reconnects.
        if (answer.completeExceptionally(thrown)) {
            discard();
        } else {
            end();
        }
    }

    @Override
    public void onComplete() {
        end();
    }

    // ---- the server's side

    @Override
    public CompletionStage<Void> writeTo(Exchange given) {
        if (headOnly) {
            discard();
            return given.write(ByteBuffer.allocate(0));
        }
        given.dedicate(stall);
        given.onFailure(thrown -> abandon());
        exchange = given;
        timers.repeat(heartbeat, ended, () -> {
            heartbeatDue = true;
            proceed();
        });
        proceed();
        return ended;
    }

    @Override
    public void discard() {
        // Before the cancellation, so that a subscription that arrives at the same time is cancelled as well.
        ended.complete(null);
        FeedSubscription feed = subscription;
        if (feed != null) {
            feed.cancel();
        }
    }

    /** Does all available work. A call during another one makes that one run another round. */
    private void proceed() {
        if (turns.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        do {
            try {
                step();
            } catch (RuntimeException e) {
                // The turn must end, or no later call would run.
                LOG.warn("an event stream could not be written", e);
                discard();
            }
            seen = turns.addAndGet(-seen);
        } while (seen != 0);
    }

    private void step() {
        if (abandoned) {
            discard();
            return;
        }
        Exchange out = exchange;
        FeedSubscription feed = subscription;
        while (out != null && feed != null && !writing && !ended.isDone()) {
            // Read before the item: the item up to this position has arrived.
            Cursor delivered = feed.delivered();
            FeedItem item = arrived;
            ByteBuffer piece;
            if (!unwritten.isEmpty()) {
                piece = EventBlocks.events(unwritten, base);
            } else if (item != null) {
                arrived = null;
                // Requested before this is written: a stream without demand would lose signals.
                feed.request(1);
                piece = begin(item);
            } else if (ending) {
                if (endWritten) {
                    discard();
                    return;
                }
                endWritten = true;
                piece = EventBlocks.heartbeat(furthest(delivered));
            } else if (heartbeatDue) {
                heartbeatDue = false;
                piece = EventBlocks.heartbeat(furthest(delivered));
            } else {
                return;
            }
            write(out, piece);
        }
    }

    /**
     * Returns the later of two positions. The feed's may not include the latest batch yet, and a client that resumes
     * from there would receive it twice.
     */
    private Cursor furthest(Cursor delivered) {
        Cursor last = lastEvent;
        return last != null && last.position().isAfter(delivered.position()) ? last : delivered;
    }

    private ByteBuffer begin(FeedItem item) {
        if (item instanceof FeedItem.Batch batch) {
            lastEvent = batch.cursor();
            unwritten.addAll(batch.events());
            return EventBlocks.events(unwritten, base);
        }
        if (item instanceof FeedItem.Signals signals) {
            return EventBlocks.signals(signals.signals());
        }
        FeedItem.Welcome welcome = (FeedItem.Welcome) item;
        byte[] data = WelcomeRenderer.encode(welcome, UUID.randomUUID().toString(), base);
        // For a client that resumes, this position may be older than its last one.
        return EventBlocks.welcome(welcome.resume() == Resume.RESUMED ? null : welcome.cursor(), data);
    }

    private void write(Exchange out, ByteBuffer piece) {
        writing = true;
        CompletionStage<Void> written = out.write(piece);
        written.whenComplete((done, thrown) -> {
            if (thrown != null) {
                discard();
            }
            writing = false;
            // Usually this runs within step(), which continues by itself.
            proceed();
        });
    }
}
