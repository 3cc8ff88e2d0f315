package dev.chatrooms.application.event.internal;

import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.FatalErrors;
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
import dev.chatrooms.domain.event.Epoch;
import dev.chatrooms.domain.event.Position;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The stream of one subscriber: a state machine that emits what the feed dispatches, at the subscriber's pace.
 *
 * <pre>
 *                                             no demand
 *                                   .--------------------------.
 *                                   v                          |
 *              start read           |      caught up           |
 *   STARTING ----------------> BEHIND -----------------------> LIVE
 *                               |   ^
 *                     no demand |   | request(n)
 *                               v   |
 *                              PARKED
 *
 *   any state -- cancel, session over, new epoch, feed closed, failure --> DONE
 * </pre>
 *
 * <ul>
 *   <li>STARTING: a worker reads the {@link StreamStart}, then the feed's thread adds the stream and tries to go live.
 *   <li>LIVE: the feed's thread emits each round as it is dispatched, and signals.
 *   <li>BEHIND: a worker reads pages after {@link #position} from the ring or the log and emits them. After the last
 *       page the feed's thread emits what was dispatched meanwhile and goes live.
 *   <li>PARKED: behind and without demand. No thread works for the stream, nothing is queued.
 *   <li>DONE: the subscriber has been released and gets at most one of {@code onComplete} and {@code onError}.
 * </ul>
 *
 * <p><b>Serial emission</b> (Reactive Streams rule 1.3). Only the holder of {@link #emitting} calls the subscriber. A
 * worker holds it while it catches up and passes it on to the feed's thread, which keeps it for as long as the stream
 * is live. Parking releases it; {@code request} acquires it again for a worker. There is no lock around the subscriber.
 *
 * <p><b>Threads.</b> {@code request}, {@code cancel}, {@code delivered} and {@code isLive} may be called from any
 * thread.
 *
 * <p><b>Bounds.</b> Memory is constant while there is no demand. A batch has at most {@value #MAX_BATCH_EVENTS} events
 * and about {@value #MAX_BATCH_BYTES} bytes, and takes one unit of demand, as does every item.
 */
final class EventStream implements FeedSubscription {
    private static final Logger LOG = System.getLogger(EventStream.class.getName());
    static final int MAX_BATCH_EVENTS = 128;
    private static final int MAX_BATCH_BYTES = 64 * 1024;
    private static final int FIRST_PAGE = 32;

    final Caller caller;
    final StreamRequest request;
    private final LiveFeed feed;
    /** When the session ends, as far as is known. Confined to the feed's thread. */
    private @Nullable Instant sessionEnd;

    private final AtomicLong demand = new AtomicLong();
    private final AtomicBoolean emitting = new AtomicBoolean(true);
    private volatile Flow.@Nullable Subscriber<? super FeedItem> subscriber;
    private volatile boolean live;
    private volatile @Nullable Terminal terminal;

    /** All events up to here have been emitted. Not updated while live without events for the viewer. */
    private volatile Position position = Position.START;
    /** The epoch that the position counts in. The feed's may change, and the stream ends then. */
    private volatile Epoch epoch;

    /** Used by the holder of {@link #emitting}. */
    private int pageSize = FIRST_PAGE;

    private @Nullable Welcome welcome;
    /** Set once the start is read, before the stream leaves STARTING. */
    private volatile @Nullable AccountFeed account;

    /** This stream's events of the round being dispatched. Confined to the feed's thread. */
    private @Nullable List<ViewedEvent> round;

    /** How a stream ends: completed if the error is null. */
    private record Terminal(@Nullable Throwable error) {}

    EventStream(LiveFeed feed, Flow.Subscriber<? super FeedItem> subscriber, Caller caller, StreamRequest request) {
        this.feed = feed;
        this.subscriber = subscriber;
        this.caller = caller;
        this.request = request;
        this.sessionEnd = caller.expiresAt();
        this.epoch = feed.dispatchedCursor().epoch();
    }

    // ---- called by the subscriber, on any thread

    @Override
    public void request(long n) {
        if (n <= 0) {
            end(new IllegalArgumentException("rule 3.9: the requested number of items must be positive"));
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
        // The feed's position is read first: a stream that is live afterwards has everything up to it.
        Cursor dispatched = feed.dispatchedCursor();
        return live && dispatched.epoch().equals(epoch) ? dispatched : new Cursor(epoch, position);
    }

    boolean isCancelled() {
        return subscriber == null;
    }

    // ---- ending

    /** Returns whether the session has expired according to the last known expiry. */
    boolean isSessionDue(Instant now) {
        return sessionEnd != null && !now.isBefore(sessionEnd);
    }

    void extendSession(Instant newEnd) {
        sessionEnd = newEnd;
    }

    /**
     * Ends the stream: it emits what it was given before, and takes no further events. Null completes it. May be called
     * on any thread.
     */
    void end(@Nullable Throwable error) {
        if (terminal == null) {
            terminal = new Terminal(error);
        }
        feed.execute(this::endIfIdle);
    }

    /** Completes the stream at once, unless a worker emits its items and does so next. On the feed's thread. */
    void complete() {
        if (terminal == null) {
            terminal = new Terminal(null);
        }
        endIfIdle();
    }

    /** On the feed's thread. A worker that holds {@link #emitting} ends the stream itself. */
    private void endIfIdle() {
        if (live || emitting.compareAndSet(false, true)) {
            emitTerminal();
        }
    }

    /** Ends the stream with an error at once. The caller holds {@link #emitting}. */
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

    // ---- starting and catching up; the caller holds emitting

    /** Starts the stream. On the feed's thread, which has dispatched everything up to the start's head. */
    void start(StreamStart start, AccountFeed accountFeed) {
        welcome = start.welcome();
        epoch = start.head().epoch();
        position = start.from();
        account = accountFeed;
        goLive();
    }

    /** Returns the viewer's feed. Only after the start. */
    AccountFeed account() {
        AccountFeed known = account;
        if (known == null) {
            throw new IllegalStateException("the stream has not started");
        }
        return known;
    }

    Position position() {
        return position;
    }

    Epoch epoch() {
        return epoch;
    }

    boolean matches(LoggedEvent event) {
        return request.onlyRoom() == null || request.onlyRoom().equals(event.roomId());
    }

    /** Returns whether the stream takes events as they are dispatched. */
    boolean takesEvents() {
        return live && terminal == null;
    }

    /** Returns whether a signal would be emitted now. Signals are not kept. */
    boolean accepts(Signal signal) {
        return takesEvents()
                && request.signals()
                && demand.get() > 0
                && (request.onlyRoom() == null || request.onlyRoom().equals(signal.roomId()));
    }

    /** Emits pages while there is demand, then goes live on the feed's thread. On a worker. */
    void catchUp() {
        try {
            readPages();
        } catch (RuntimeException e) {
            // A retry would fail again; the subscriber gets the error and may resume.
            LOG.log(Level.ERROR, "a stream could not catch up", e);
            fail(e);
        }
    }

    /**
     * Returns the number of events to read from the log next, which grows. A long poll takes a few of them, and events
     * of long messages are megabytes.
     */
    int nextPageSize(int max) {
        int size = pageSize;
        pageSize = Math.min(2 * size, max);
        return size;
    }

    private void readPages() {
        while (!isCancelled()) {
            if (emitTerminal() || !emitWelcome()) {
                park();
                return;
            }
            if (demand.get() == 0) {
                park();
                return;
            }
            LiveFeed.Page page = feed.pageAfter(this);
            // Checked after the read: the page may have events from after the end of the session.
            if (emitTerminal()) {
                return;
            }
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
     * Emits what the worker has not read and goes live; otherwise returns to the worker or parks. On the feed's thread.
     */
    private void goLive() {
        if (isCancelled() || emitTerminal()) {
            return;
        }
        if (!emitWelcome()) {
            park();
            return;
        }
        List<ViewedEvent> missing = feed.missing(this);
        if (missing == null) {
            feed.runForStream(this::catchUp);
        } else if (emitAll(missing, feed.dispatched())) {
            // Keeps emitting, so that a concurrent request() starts no worker.
            live = true;
        } else {
            park();
        }
    }

    /** Releases {@link #emitting}, unless demand has arrived meanwhile. */
    private void park() {
        emitting.set(false);
        wake();
    }

    /** Acquires {@link #emitting} for a worker if there is something to emit. */
    private void wake() {
        if (!live && !isCancelled() && (demand.get() > 0 || terminal != null) && emitting.compareAndSet(false, true)) {
            feed.runForStream(this::catchUp);
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
     * Emits events in batches of bounded size while there is demand, and advances the position.
     *
     * @return whether all were emitted
     */
    private boolean emitAll(List<ViewedEvent> events, Position upTo) {
        int from = 0;
        while (from < events.size()) {
            if (demand.get() == 0 || isCancelled()) {
                return false;
            }
            int to = batchEnd(events, from, ViewedEvent::event);
            Batch batch = new Batch(events.subList(from, to));
            from = to;
            emit(batch);
            // After emitting: delivered() must not name an event that has not been emitted.
            position = from == events.size() ? upTo : batch.cursor().position();
        }
        position = upTo;
        return true;
    }

    /** Returns the index after the last event of a batch that begins at the given one. */
    static <T> int batchEnd(List<T> events, int from, Function<? super T, LoggedEvent> event) {
        int bytes = 0;
        int to = from;
        while (to < events.size() && to - from < MAX_BATCH_EVENTS) {
            bytes += EventSize.of(event.apply(events.get(to))).json();
            if (bytes > MAX_BATCH_BYTES && to > from) {
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
                FatalErrors.report(e);
                // Rule 2.13: a subscriber that throws has cancelled. Not rethrown, as the round serves other streams.
                LOG.log(Level.ERROR, "a subscriber failed, its stream is cancelled", e);
                cancel();
            }
        }
    }

    // ---- live; on the feed's thread, except isLive

    @Override
    public boolean isLive() {
        return live;
    }

    /**
     * Adds an event to the round.
     *
     * @return whether it is the first one
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

    /** Drops the round's events that do not match. */
    void retainInRound(Predicate<LoggedEvent> condition) {
        if (round != null) {
            round.removeIf(viewed -> !condition.test(viewed.event()));
        }
    }

    /** Emits the round's events. Without sufficient demand the stream falls behind. */
    void endRound(Position before, Position upTo) {
        List<ViewedEvent> events = round;
        round = null;
        if (events == null || events.isEmpty() || isCancelled()) {
            return;
        }
        position = before;
        if (!emitAll(events, upTo)) {
            live = false;
            park();
        }
    }

    /** Emits signals, unless the stream cannot accept them now. */
    void signal(List<ViewedSignal> signals) {
        if (takesEvents() && demand.get() > 0 && !isCancelled()) {
            emit(new Signals(signals));
        }
    }
}
