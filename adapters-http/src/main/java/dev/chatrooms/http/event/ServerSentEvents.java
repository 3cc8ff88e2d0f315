package dev.chatrooms.http.event;

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
 * One stream of server-sent events.
 *
 * <pre>
 *             first item                              written, the next item
 *   WAITING --------------> asks for one more, WRITING ------------------------> asks for one more, WRITING
 *      |                       |
 *      | error                 | gone, stalled, session over, feed closed, server stopping
 *      v                       v
 *   a problem is answered    ENDED
 * </pre>
 *
 * <p>There is an answer only once the stream has begun, so that whatever prevents that has its own status. From then on
 * one item is asked for while the one before is written, in pieces of at most 256 KiB, one after another, each when the
 * one before is out: so no more than one item waits here, and a reader who does not read just stops asking. All of it
 * is done by whoever happens to come ({@link #proceed}), one at a time, and nobody waits.
 */
final class ServerSentEvents implements Flow.Subscriber<FeedItem>, Answer.Stream {
    private static final Logger LOG = LoggerFactory.getLogger(ServerSentEvents.class);

    private final Timers timers;
    private final Duration heartbeat;
    private final Duration stall;
    private final boolean headOnly;
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final AtomicInteger turns = new AtomicInteger();

    // Set by whoever comes, before proceed().
    private volatile @Nullable FeedSubscription subscription;
    private volatile @Nullable Exchange exchange;
    private volatile @Nullable FeedItem arrived;
    private volatile boolean heartbeatDue;
    private volatile boolean ending;

    // Only within proceed().
    private final Queue<ViewedEvent> unwritten = new ArrayDeque<>();
    private volatile boolean writing;
    private @Nullable Cursor lastEvent;

    ServerSentEvents(Timers timers, Duration heartbeat, Duration stall, boolean headOnly) {
        this.timers = timers;
        this.heartbeat = heartbeat;
        this.stall = stall;
        this.headOnly = headOnly;
    }

    /** The stream once it has begun, or why it cannot. */
    CompletionStage<Answer> answer() {
        return answer;
    }

    /** Completes when the stream is over. */
    CompletionStage<Void> ended() {
        return ended;
    }

    /** Ends the stream after the piece that is being written. */
    void end() {
        ending = true;
        proceed();
    }

    // ---- the feed's side

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = (FeedSubscription) given;
        given.request(1);
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
        // Once the stream has begun, its end is all that can be told; who comes back is told why.
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
        given.onFailure(thrown -> discard());
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
        FeedSubscription feed = subscription;
        if (feed != null) {
            feed.cancel();
        }
        ended.complete(null);
    }

    /** Does what there is to do. Whoever comes while somebody is at it leaves him one more round. */
    private void proceed() {
        if (turns.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        do {
            try {
                step();
            } catch (RuntimeException e) {
                // The turn must end all the same, or nobody would ever come to see that this is over.
                LOG.warn("a stream of events could not be written", e);
                discard();
            }
            seen = turns.addAndGet(-seen);
        } while (seen != 0);
    }

    private void step() {
        Exchange out = exchange;
        FeedSubscription feed = subscription;
        while (out != null && feed != null && !writing && !ended.isDone()) {
            // Before looking whether something has arrived: what this names has.
            Cursor delivered = feed.delivered();
            FeedItem item = arrived;
            ByteBuffer piece;
            if (!unwritten.isEmpty()) {
                piece = EventBlocks.events(unwritten);
            } else if (item != null) {
                arrived = null;
                // Asked for before this is written: what comes meanwhile, a signal say, would be lost to a stream
                // without demand.
                feed.request(1);
                piece = begin(item);
            } else if (ending) {
                discard();
                return;
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
     * The feed may not yet know of what it has handed over just now; a client that resumes from before that would get
     * it twice.
     */
    private Cursor furthest(Cursor delivered) {
        Cursor last = lastEvent;
        return last != null && last.position().isAfter(delivered.position()) ? last : delivered;
    }

    private ByteBuffer begin(FeedItem item) {
        if (item instanceof FeedItem.Batch batch) {
            lastEvent = batch.cursor();
            unwritten.addAll(batch.events());
            return EventBlocks.events(unwritten);
        }
        if (item instanceof FeedItem.Signals signals) {
            return EventBlocks.signals(signals.signals());
        }
        FeedItem.Welcome welcome = (FeedItem.Welcome) item;
        byte[] data = WelcomeRenderer.encode(welcome, UUID.randomUUID().toString());
        // To a client that resumes, this position is older than the last one it has.
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
            // In the usual case this runs at once, inside step(), which goes on by itself.
            proceed();
        });
    }
}
