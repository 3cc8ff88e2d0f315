package dev.chatrooms.application.event.internal;

import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.event.FeedItem;
import dev.chatrooms.application.event.FeedItem.Batch;
import dev.chatrooms.application.event.FeedItem.Signals;
import dev.chatrooms.application.event.FeedItem.Welcome;
import dev.chatrooms.application.event.FeedSubscription;
import dev.chatrooms.application.event.LoggedEvent;
import dev.chatrooms.application.event.Signal;
import dev.chatrooms.application.event.StreamRequest;
import dev.chatrooms.application.event.ViewedEvent;
import dev.chatrooms.application.event.ViewedSignal;
import dev.chatrooms.domain.event.Cursor;
import dev.chatrooms.domain.event.Position;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One subscriber's stream.
 *
 * <pre>
 *              start read              caught up
 *   STARTING ------------> BEHIND -----------------> LIVE
 *                            ^  \                     |
 *                            |   `--- no demand, rests|
 *                            `------------------------'
 *                             an event and no demand
 *
 *   any state --- cancel, session over, feed closed ---> DONE
 * </pre>
 *
 * <p>LIVE: the feed's thread hands over each event as it passes; nothing else emits. BEHIND: nothing is queued; the
 * stream only knows its {@link #position}, and when there is demand a worker reads on from there. Whoever holds
 * {@link #busy} emits; the worker passes it to the feed's thread to go live, which keeps it for as long as the stream
 * is live. So emission is serial (Reactive Streams rule 1.3) without a lock around the subscriber.
 */
final class EventStream implements FeedSubscription {
    private static final Logger LOG = System.getLogger(EventStream.class.getName());
    private static final int MAX_BATCH_EVENTS = 128;
    private static final int MAX_BATCH_WEIGHT = 64 * 1024;

    final Caller caller;
    final StreamRequest request;
    private final LiveFeed feed;
    /** When the session ends, as far as is known; only the feed's thread. */
    private @Nullable Instant sessionEnd;

    private final AtomicLong demand = new AtomicLong();
    private final AtomicBoolean busy = new AtomicBoolean(true);
    private volatile Flow.@Nullable Subscriber<? super FeedItem> subscriber;
    private volatile boolean live;
    private volatile @Nullable Terminal terminal;

    /** Up to where everything has been emitted, while not live. */
    private volatile Position position = Position.START;

    private @Nullable Welcome welcome;
    /** Set once the start is read, before the stream leaves STARTING. */
    private volatile @Nullable AccountFeed account;

    /** Events of the round that the feed's thread is just dispatching. */
    private @Nullable List<ViewedEvent> round;

    /** How a stream ends: completed, or with an error. */
    private record Terminal(@Nullable Throwable error) {}

    EventStream(LiveFeed feed, Flow.Subscriber<? super FeedItem> subscriber, Caller caller, StreamRequest request) {
        this.feed = feed;
        this.subscriber = subscriber;
        this.caller = caller;
        this.request = request;
        this.sessionEnd = caller.expiresAt();
    }

    // ---- the subscriber's side

    @Override
    public void request(long n) {
        if (n <= 0) {
            end(new IllegalArgumentException("rule 3.9: a request must be for more than nothing"));
            return;
        }
        demand.accumulateAndGet(n, (a, b) -> a + b < 0 ? Long.MAX_VALUE : a + b);
        wake();
    }

    @Override
    public void cancel() {
        subscriber = null;
        feed.remove(this);
    }

    @Override
    public Cursor delivered() {
        // The feed's position first: if the stream is (still or again) live after that, it has
        // everything up to it.
        Position dispatched = feed.dispatched();
        return new Cursor(feed.epoch(), live ? dispatched : position);
    }

    boolean isCancelled() {
        return subscriber == null;
    }

    // ---- ending

    /** Whether the session ought to be over by what is known of it. */
    boolean isDue(Instant now) {
        return sessionEnd != null && !now.isBefore(sessionEnd);
    }

    void goOnUntil(Instant newEnd) {
        sessionEnd = newEnd;
    }

    /** Ends the stream after what is being emitted just now; null completes it. */
    void end(@Nullable Throwable error) {
        if (terminal == null) {
            terminal = new Terminal(error);
        }
        feed.execute(this::endIfIdle);
    }

    /** On the feed's thread. If a worker is at it, that will see the terminal itself. */
    private void endIfIdle() {
        if (live || busy.compareAndSet(false, true)) {
            emitTerminal();
        }
    }

    /** Ends the stream with an error at once; whoever calls this holds busy. */
    void fail(Throwable error) {
        if (terminal == null) {
            terminal = new Terminal(error);
        }
        emitTerminal();
    }

    private boolean emitTerminal() {
        Terminal end = terminal;
        if (end == null) {
            return false;
        }
        Flow.Subscriber<? super FeedItem> s = subscriber;
        subscriber = null;
        live = false;
        feed.remove(this);
        if (s != null) {
            try {
                if (end.error() == null) {
                    s.onComplete();
                } else {
                    s.onError(end.error());
                }
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "a subscriber failed at the end of its stream", e);
            }
        }
        return true;
    }

    // ---- starting and catching up; whoever runs these holds busy

    /** On the feed's thread, which has reached the start's head. */
    void started(StreamStart start, AccountFeed accountFeed) {
        welcome = start.welcome();
        position = start.from();
        account = accountFeed;
        goLive();
    }

    /** The viewer as the feed knows him; only after the start. */
    AccountFeed account() {
        AccountFeed known = account;
        if (known == null) {
            throw new IllegalStateException("not started");
        }
        return known;
    }

    Position position() {
        return position;
    }

    boolean wants(LoggedEvent event) {
        return request.onlyRoom() == null || request.onlyRoom().equals(event.roomId());
    }

    /** Whether a signal would be handed over just now; where not, it is not kept either. */
    boolean takes(Signal signal) {
        return live
                && request.signals()
                && demand.get() > 0
                && (request.onlyRoom() == null || request.onlyRoom().equals(signal.roomId()));
    }

    /** On a worker: reads on while there is demand, and hands over to the feed's thread once it has caught up. */
    void catchUp() {
        try {
            readOn();
        } catch (RuntimeException e) {
            // It would fail again and again; the subscriber is to know, and may come back.
            LOG.log(Level.ERROR, "a stream cannot read on", e);
            fail(e);
        }
    }

    private void readOn() {
        while (!isCancelled()) {
            if (emitTerminal() || !emitWelcome()) {
                rest();
                return;
            }
            if (demand.get() == 0) {
                rest();
                return;
            }
            LiveFeed.Page page = feed.pageAfter(this);
            if (page == null) {
                feed.retryLater(this);
                return;
            }
            emitAll(page.events(), page.upTo());
            if (page.isLast()) {
                feed.execute(this::goLive);
                return;
            }
        }
    }

    /**
     * On the feed's thread: emits what the worker has not read, and goes live; or goes back to the worker, or to rest.
     */
    private void goLive() {
        if (isCancelled() || emitTerminal()) {
            return;
        }
        if (!emitWelcome()) {
            rest();
            return;
        }
        List<ViewedEvent> missing = feed.missing(this);
        if (missing == null) {
            feed.work(this::catchUp);
        } else if (emitAll(missing, feed.dispatched())) {
            // Still busy: to a request that saw the stream before this, it has to look as taken as it is.
            live = true;
        } else {
            rest();
        }
    }

    /** Gives up the right to emit, unless demand has come meanwhile. */
    private void rest() {
        busy.set(false);
        wake();
    }

    /** Has a worker read on, if that makes sense and none does. */
    private void wake() {
        if (!live && !isCancelled() && (demand.get() > 0 || terminal != null) && busy.compareAndSet(false, true)) {
            feed.work(this::catchUp);
        }
    }

    private boolean emitWelcome() {
        Welcome first = welcome;
        if (first == null) {
            return true;
        }
        if (demand.get() == 0) {
            return false;
        }
        welcome = null;
        emit(first);
        return true;
    }

    /**
     * Emits events in batches of bounded size while there is demand, and moves the position on.
     *
     * @return whether all were emitted
     */
    private boolean emitAll(List<ViewedEvent> events, Position upTo) {
        int from = 0;
        while (from < events.size()) {
            if (demand.get() == 0 || isCancelled()) {
                return false;
            }
            int to = cut(events, from);
            Batch batch = new Batch(events.subList(from, to));
            from = to;
            emit(batch);
            // Only now: what delivered() names must have been handed over.
            position = from == events.size() ? upTo : batch.cursor().position();
        }
        position = upTo;
        return true;
    }

    private static int cut(List<ViewedEvent> events, int from) {
        int weight = 0;
        int to = from;
        while (to < events.size() && to - from < MAX_BATCH_EVENTS) {
            weight += RingEntry.weight(events.get(to).event());
            if (weight > MAX_BATCH_WEIGHT && to > from) {
                break;
            }
            to++;
        }
        return to;
    }

    private void emit(FeedItem item) {
        Flow.Subscriber<? super FeedItem> s = subscriber;
        if (s != null) {
            demand.getAndUpdate(d -> d == Long.MAX_VALUE ? d : d - 1);
            try {
                s.onNext(item);
            } catch (RuntimeException | Error e) {
                // Rule 2.13: whoever throws has cancelled. It goes no further: the round is also others'.
                LOG.log(Level.ERROR, "a subscriber failed, its stream is cancelled", e);
                cancel();
            }
        }
    }

    // ---- live; only the feed's thread changes anything here

    @Override
    public boolean isLive() {
        return live;
    }

    /**
     * Adds an event to the round.
     *
     * @return whether this is the first of the round
     */
    boolean addToRound(ViewedEvent event) {
        List<ViewedEvent> events = round;
        boolean isFirst = events == null;
        if (events == null) {
            events = new ArrayList<>();
            round = events;
        }
        events.add(event);
        return isFirst;
    }

    /** Emits what the round has for this stream; where demand does not suffice the stream falls behind. */
    void endRound(Position before, Position upTo) {
        List<ViewedEvent> events = round;
        round = null;
        if (events == null || isCancelled()) {
            return;
        }
        position = before;
        if (!emitAll(events, upTo)) {
            live = false;
            rest();
        }
    }

    /** Hands over signals, unless the stream could not take them without waiting. */
    void signal(List<ViewedSignal> signals) {
        if (live && demand.get() > 0 && !isCancelled()) {
            emit(new Signals(signals));
        }
    }
}
