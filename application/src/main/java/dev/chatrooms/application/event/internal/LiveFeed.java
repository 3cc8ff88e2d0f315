package dev.chatrooms.application.event.internal;

import dev.chatrooms.application.commit.internal.Committer;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.ChatSettings;
import dev.chatrooms.application.event.EventContent;
import dev.chatrooms.application.event.FeedItem;
import dev.chatrooms.application.event.LiveEvents;
import dev.chatrooms.application.event.LoggedEvent;
import dev.chatrooms.application.event.StreamListener;
import dev.chatrooms.application.event.StreamRequest;
import dev.chatrooms.application.event.ViewedEvent;
import dev.chatrooms.application.monitoring.StreamActivity;
import dev.chatrooms.application.spi.EventBus;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.application.spi.StoreUnavailable;
import dev.chatrooms.application.spi.Transactions;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.event.Cursor;
import dev.chatrooms.domain.event.Epoch;
import dev.chatrooms.domain.event.EventKind;
import dev.chatrooms.domain.event.EventScope;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.AccountId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A node's one reader of the log, and the source of all its streams.
 *
 * <p>One thread ({@link FeedThread}) puts what is committed, here or on other nodes, into contiguous order: commits of
 * this node bring their contents along; where something is missing between, or another node announces a further head,
 * the gap is read from the log. So a lost, late or doubled announcement is harmless, and a look at the head each second
 * is the last resort. Each event goes into the ring and to the streams that are live; streams that are behind read on
 * by themselves, on workers, from the ring or the log.
 */
public final class LiveFeed implements LiveEvents, Committer.Listener, AutoCloseable {
    private static final Logger LOG = System.getLogger(LiveFeed.class.getName());
    private static final int PAGE = 256;
    private static final int MAX_ROUND = 512;
    private static final long RING_WEIGHT = 64L * 1024 * 1024;
    private static final long TICK_MILLIS = 1000;

    private final Transactions transactions;
    private final InstantSource clock;
    private final Executor workers;
    private final int replayLimit;
    private final Epoch epoch;
    private final EventRing ring;
    private final UpdatedPeople people = new UpdatedPeople();
    private final Subscribers subscribers = new Subscribers(people);
    private final FeedThread thread;
    private final EventBus.Registration announcements;
    private final List<Runnable> housekeeping;
    private final SessionWatch sessions;
    private volatile FeedListener companion = FeedListener.NONE;

    /** Up to where all events are in the ring and with the live streams. */
    private volatile Position dispatched;
    /** The furthest head that anybody told of; only the feed's thread. */
    private Position target;

    private volatile boolean closed;
    /** Is run after each round that was dispatched. */
    private volatile Runnable follower = () -> {};

    /**
     * Starts at the head of the log.
     *
     * @param workers runs what blocks on the store; not closed here
     * @param housekeeping is run on the feed's thread each second, and must not block
     */
    public LiveFeed(
            Storage storage,
            InstantSource clock,
            ChatSettings settings,
            Executor workers,
            List<Runnable> housekeeping) {
        this.housekeeping = List.copyOf(housekeeping);
        this.sessions = new SessionWatch(this, storage.transactions(), clock);
        this.transactions = storage.transactions();
        this.clock = clock;
        this.workers = workers;
        this.replayLimit = settings.replayLimit();
        Cursor head = transactions.readSingle(stores -> stores.log().head());
        this.epoch = head.epoch();
        this.dispatched = head.position();
        this.target = head.position();
        this.ring = new EventRing(settings.ringEvents(), RING_WEIGHT, head.position());
        this.thread = new FeedThread(this::tick, TICK_MILLIS);
        this.announcements = storage.bus().subscribe(this::announced);
        thread.start();
    }

    /** Has somebody told who comes and goes from now on. */
    public void tell(StreamListener listener) {
        subscribers.tell(listener);
    }

    /** Has somebody at its side from now on. */
    void accompany(FeedListener whom) {
        companion = whom;
    }

    /** For the feed's thread only. */
    Subscribers subscribers() {
        return subscribers;
    }

    /** Has something run, on the feed's thread, whenever the log has moved on; it must not block. */
    public void onDispatched(Runnable value) {
        follower = value;
    }

    // ---- for subscribers

    @Override
    public Flow.Publisher<FeedItem> events(Caller caller, StreamRequest request) {
        return subscriber -> {
            EventStream stream = new EventStream(this, Objects.requireNonNull(subscriber), caller, request);
            subscriber.onSubscribe(stream);
            begin(stream);
        };
    }

    private void begin(EventStream stream) {
        try {
            workers.execute(() -> start(stream));
        } catch (RejectedExecutionException e) {
            if (closed) {
                stream.fail(ChatException.unavailable("shutting down", null));
            } else {
                thread.executeLater(() -> begin(stream));
            }
        }
    }

    /** Up to where everything has been handed to the live streams. */
    public Position dispatched() {
        return dispatched;
    }

    /** The streams that have been installed and have not ended; on any thread. */
    public StreamActivity streams() {
        return subscribers.count();
    }

    Epoch epoch() {
        return epoch;
    }

    /** On a worker. */
    private void start(EventStream stream) {
        if (stream.isCancelled()) {
            return;
        }
        if (closed) {
            stream.fail(ChatException.unavailable("shutting down", null));
            return;
        }
        try {
            StreamStart start = transactions.read(
                    stores -> StreamStart.read(stores, stream.caller, stream.request, replayLimit, clock.instant()));
            execute(() -> tryToInstall(stream, start));
        } catch (ChatException e) {
            stream.fail(e);
        } catch (StoreUnavailable e) {
            stream.fail(ChatException.unavailable("the store cannot be reached", e));
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a stream could not be started", e);
            stream.fail(e);
        }
    }

    private void tryToInstall(EventStream stream, StreamStart start) {
        try {
            if (closed) {
                // Too late to be among those that closing completes.
                stream.fail(ChatException.unavailable("shutting down", null));
            } else {
                install(stream, start);
            }
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a stream could not be started", e);
            stream.fail(e);
        }
    }

    /** On the feed's thread: goes on from the start's moment by folding what the log says since. */
    private void install(EventStream stream, StreamStart start) {
        if (stream.isCancelled()) {
            return;
        }
        reach(start.head());
        if (start.head().isAfter(dispatched)) {
            // The log could not be read; it will be tried again.
            thread.executeLater(() -> tryToInstall(stream, start));
            return;
        }
        List<RingEntry> since = ring.after(start.head(), Integer.MAX_VALUE);
        if (since == null) {
            // The feed has run away from what was read.
            work(() -> start(stream));
            return;
        }
        AccountId account = stream.caller.accountId();
        AccountFeed feed = subscribers.find(account);
        if (feed == null) {
            feed = new AccountFeed(account, start.memberSince(), start.contacts());
            for (RingEntry entry : since) {
                feed.fold(entry.event);
            }
        }
        feed.deleted(start.deletedSince());
        subscribers.add(feed, stream);
        stream.started(start, feed);
        // The end of its session may have passed after the start was read and before the stream was among those that it
        // ends.
        since.forEach(entry -> endSession(entry.event));
    }

    /** What a stream that is behind reads next; {@code isLast} when it has then all that the feed has dispatched. */
    record Page(List<ViewedEvent> events, Position upTo, boolean isLast) {}

    /** On a worker. @return null if the log cannot be read now */
    @Nullable
    Page pageAfter(EventStream stream) {
        Position end = dispatched;
        Position from = stream.position();
        List<RingEntry> entries = ring.after(from, PAGE);
        if (entries == null) {
            return pageFromLog(stream, from, end);
        }
        List<ViewedEvent> visible = new ArrayList<>();
        Position upTo = from;
        for (RingEntry entry : entries) {
            if (entry.position().isAfter(end)) {
                break;
            }
            upTo = entry.position();
            addIfVisible(stream, entry, visible);
        }
        return new Page(visible, upTo, !end.isAfter(upTo));
    }

    private @Nullable Page pageFromLog(EventStream stream, Position from, Position end) {
        try {
            List<LoggedEvent> events =
                    transactions.read(stores -> stores.log().readFor(stream.caller.accountId(), from, end, PAGE));
            List<ViewedEvent> wanted = new ArrayList<>(events.size());
            for (LoggedEvent event : events) {
                if (stream.wants(event)) {
                    wanted.add(new RingEntry(event, epoch).viewedBy(stream.caller.accountId()));
                }
            }
            boolean isFull = events.size() == PAGE;
            return new Page(wanted, isFull ? events.get(PAGE - 1).position() : end, !isFull);
        } catch (StoreUnavailable e) {
            LOG.log(Level.WARNING, "a stream waits, the log cannot be read: {0}", e.getMessage());
            return null;
        }
    }

    /** On the feed's thread: what the stream lacks to be live; null if the ring does not reach back that far. */
    @Nullable
    List<ViewedEvent> missing(EventStream stream) {
        List<RingEntry> entries = ring.after(stream.position(), Integer.MAX_VALUE);
        if (entries == null) {
            return null;
        }
        List<ViewedEvent> visible = new ArrayList<>();
        for (RingEntry entry : entries) {
            if (visible.size() > PAGE) {
                // Too much for the thread that everybody waits for.
                return null;
            }
            addIfVisible(stream, entry, visible);
        }
        return visible;
    }

    private void addIfVisible(EventStream stream, RingEntry entry, List<ViewedEvent> visible) {
        if (stream.wants(entry.event) && maySee(stream.account(), entry.event)) {
            RingEntry seen = stream.account().isOfALostStay(entry.event) ? entry.withoutTheRoom() : entry;
            visible.add(seen.viewedBy(stream.caller.accountId()));
        }
    }

    private boolean maySee(AccountFeed viewer, LoggedEvent event) {
        return viewer.maySee(event)
                || (event.kind().scope() == EventScope.ACQUAINTANCES
                        && viewer.knows(event.subjectId(), people.roomsOf(event)));
    }

    void remove(EventStream stream) {
        execute(() -> subscribers.remove(stream));
    }

    void retryLater(EventStream stream) {
        workLater(stream::catchUp);
    }

    /** Runs where it may block, not before a short while. */
    void workLater(Runnable task) {
        thread.executeLater(() -> work(task));
    }

    /** Runs on the feed's thread, after what it is doing. Dropped once the feed is closed. */
    void execute(Runnable task) {
        thread.execute(task);
    }

    /** Runs where it may block. */
    void work(Runnable task) {
        try {
            workers.execute(task);
        } catch (RejectedExecutionException e) {
            if (!closed) {
                // The pool's queue is full; the stream keeps its place, so later is as good.
                thread.executeLater(() -> work(task));
            }
        }
    }

    // ---- for the committer and the bus

    @Override
    public void committed(Cursor before, Cursor head, @Nullable List<LoggedEvent> events) {
        execute(() -> {
            if (events != null && !before.position().isAfter(dispatched)) {
                dispatch(events);
            } else if (events != null) {
                reach(before.position());
                if (dispatched.equals(before.position())) {
                    dispatch(events);
                }
            }
            reach(head.position());
        });
    }

    private void announced(Cursor head) {
        // A node hears of its own commits too, when it has mostly dispatched them already.
        if (head.epoch().equals(epoch) && head.position().isAfter(dispatched)) {
            execute(() -> reach(head.position()));
        }
    }

    // ---- the feed's thread

    /** Each second: asks for the head, should announcements fail, and looks for sessions whose time is over. */
    private void tick() {
        sessions.look(subscribers);
        housekeeping.forEach(Runnable::run);
        companion.tick();
        work(() -> {
            try {
                announced(transactions.readSingle(stores -> stores.log().head()));
            } catch (StoreUnavailable e) {
                LOG.log(Level.DEBUG, "the head of the log cannot be read", e);
            }
        });
    }

    /** Reads the log up to a position, as far as it can be read now. */
    private void reach(Position head) {
        if (head.isAfter(target)) {
            target = head;
        }
        try {
            while (target.isAfter(dispatched)) {
                Position from = dispatched;
                Position upTo = target;
                List<LoggedEvent> events =
                        transactions.read(stores -> stores.log().read(from, upTo, MAX_ROUND));
                if (events.isEmpty()) {
                    return;
                }
                dispatch(events);
            }
        } catch (StoreUnavailable e) {
            LOG.log(Level.WARNING, "the feed waits, the log cannot be read: {0}", e.getMessage());
        }
    }

    /** Hands on events that follow without a gap; those that are known already are passed over. */
    private void dispatch(List<LoggedEvent> events) {
        Position before = dispatched;
        List<EventStream> touched = new ArrayList<>();
        Position last = before;
        for (LoggedEvent event : events) {
            if (!event.position().isAfter(last)) {
                continue;
            }
            RingEntry entry = new RingEntry(event, epoch);
            people.added(event);
            forget(event);
            ring.append(entry).forEach(gone -> people.gone(gone.event));
            subscribers.offer(entry, touched);
            last = event.position();
            endSession(event);
            companion.passed(event);
        }
        for (EventStream stream : touched) {
            stream.endRound(before, last);
        }
        dispatched = last;
        companion.roundEnded();
        follower.run();
    }

    /** Before anybody hears that a message is another, or gone, nobody finds in the ring any more what it said. */
    private void forget(LoggedEvent event) {
        if (event.kind() != EventKind.MESSAGE_POSTED && event.content() instanceof EventContent.OfMessage of) {
            ring.replace(of.message());
        }
    }

    private void endSession(LoggedEvent event) {
        if (!(event.content() instanceof EventContent.Revoked revoked)) {
            return;
        }
        AccountFeed feed = event.subjectId() == null ? null : subscribers.find(event.subjectId());
        if (feed != null) {
            for (EventStream stream : feed.streams) {
                if (revoked.session().equals(stream.caller.session())) {
                    // Queued behind this round, so the event itself still goes out.
                    stream.end(new ChatException(RefusalCode.UNAUTHENTICATED, "the session has ended"));
                }
            }
        }
    }

    /** Completes all streams and ends. The store and the workers are left as they are. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        announcements.close();
        thread.close(() -> subscribers.forEach(stream -> stream.end(null)));
    }
}
