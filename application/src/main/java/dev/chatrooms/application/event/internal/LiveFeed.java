package dev.chatrooms.application.event.internal;

import dev.chatrooms.application.admin.Resync;
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
import dev.chatrooms.application.spi.EventLog;
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
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The node's single reader of the log and the source of all its streams.
 *
 * <pre>
 *   commits of this node, with contents ----.
 *   announcements of other nodes, head only -+--> feed's thread --> ring --> streams that are live
 *   head of the log, read every second -----'         |                          ^
 *                                                     | gaps                     | caught up
 *                                                     v                          |
 *                                                    log --> workers --> streams that are behind
 * </pre>
 *
 * <p><b>Order.</b> {@link FeedThread} dispatches events in the order of the log, without gaps and without duplicates. A
 * commit of this node includes its events. Missing events, and those of other nodes, are read from the log. An
 * announcement that is lost, late or duplicated therefore does no harm: announcements make the feed fast, the log makes
 * it correct. Looking at the log every second ({@link LogWatch}) is the last resort. Announcements that arrive during a
 * read cause one further read together, and a read takes all events up to the head in one round trip to a database (as
 * far as {@link EventLog#readInOneQuery} loads them), so a node whose database is far away does not fall behind.
 *
 * <p><b>Rounds.</b> Events that are dispatched together form a round. Each event is appended to the {@link EventRing}
 * and offered to the live {@link EventStream}s of the accounts that may see it; at the end of the round every stream
 * emits its events as batches. Rights are those at the end of the round: it omits events of rooms that the account has
 * lost in it, and nothing that follows the end of a session reaches a stream of that session. A stream without demand
 * falls behind. It then catches up on a worker, from the ring or, beyond it, from the log, and delays neither the feed
 * nor other streams.
 *
 * <p><b>Start of a stream.</b> A worker reads the head, the viewer's memberships and state in one transaction
 * ({@link StreamStart}). The feed's thread reads up to that head, folds the events after it and adds the stream, so
 * nothing is missed or repeated in between.
 *
 * <p><b>Threads.</b> {@code committed} and announcements may come from any thread and only enqueue a task. Methods
 * called from the feed's thread and from workers say so. The feed's thread reads the log itself to fill a gap, in steps
 * of {@value #MAX_ROUND} events; all other blocking work runs on the workers.
 *
 * <p><b>Bounds.</b> The ring holds {@code ringEvents} events and {@value #RING_WEIGHT} bytes at most. A stream has no
 * queue of its own. While the log cannot be read, the feed stays at its position and tries again with the next
 * announcement or tick; open streams stay open. They end when the log begins a new epoch, and when entries that they
 * need are removed from it.
 */
public final class LiveFeed implements LiveEvents, Committer.Listener, AutoCloseable {
    private static final Logger LOG = System.getLogger(LiveFeed.class.getName());
    private static final int PAGE_SIZE = 256;
    private static final int MAX_ROUND = 512;
    private static final long RING_WEIGHT = 64L * 1024 * 1024;

    private final Transactions transactions;
    private final InstantSource clock;
    private final Executor workers;
    private final Executor streamWorkers;
    private final int replayLimit;
    private final int ringEvents;
    /** Replaced when the log begins a new epoch, as are the events that it holds. */
    private volatile EventRing ring;

    private final UpdatedAccountRooms updatedAccounts = new UpdatedAccountRooms();
    private final Subscribers subscribers = new Subscribers(updatedAccounts);
    private final FeedThread thread;
    private final EventBus.Registration announcements;
    private final List<Runnable> housekeeping;
    private final SessionWatch sessions;
    private final LogWatch watch;
    private volatile FeedListener listener = FeedListener.NONE;

    /** All events up to here are in the ring and have been offered to the live streams. */
    private volatile Cursor dispatched;
    /** The furthest head announced so far. */
    private final AtomicLong announced;
    /** True while the queue has a task that reads up to {@link #announced}. Announcements that wait for it share it. */
    private final AtomicBoolean readScheduled = new AtomicBoolean();

    private volatile boolean closed;
    /** Runs after each dispatched round. */
    private volatile Runnable dispatchListener = () -> {};

    /** Is called with the account of each session that ends, and with null if events may have been missed. */
    private volatile Consumer<@Nullable AccountId> sessionListener = account -> {};

    /**
     * Starts at the head of the log.
     *
     * @param tick how often it looks at the log, and runs the housekeeping
     * @param workers runs blocking work; not closed here
     * @param streamWorkers the part of it that starts streams and reads for those that are behind
     * @param housekeeping runs on the feed's thread with every tick; must not block
     */
    public LiveFeed(
            Storage storage,
            InstantSource clock,
            ChatSettings settings,
            Duration tick,
            Executor workers,
            Executor streamWorkers,
            List<Runnable> housekeeping) {
        this.housekeeping = List.copyOf(housekeeping);
        this.sessions = new SessionWatch(this, storage.transactions(), clock);
        this.transactions = storage.transactions();
        this.clock = clock;
        this.workers = workers;
        this.streamWorkers = streamWorkers;
        this.replayLimit = settings.replayLimit();
        this.ringEvents = settings.ringEvents();
        EventLog.State log = transactions.readSingle(stores -> stores.log().state());
        Position head = log.head().position();
        this.watch = new LogWatch(this, transactions, log.server());
        this.dispatched = log.head();
        this.announced = new AtomicLong(head.value());
        this.ring = new EventRing(ringEvents, RING_WEIGHT, head);
        this.thread = new FeedThread(this::tick, tick);
        this.announcements = storage.bus().subscribe(this::onHead);
        thread.start();
    }

    /** Sets the listener for accounts that connect to and disconnect from this node. */
    public void setStreamListener(StreamListener listener) {
        subscribers.setListener(listener);
    }

    /** Sets the listener for the feed's progress. */
    void setListener(FeedListener value) {
        listener = value;
    }

    /** Returns the streams of this node. For the feed's thread only. */
    Subscribers subscribers() {
        return subscribers;
    }

    /**
     * Sets the listener for ended sessions. It receives the account, or null if events may have been missed. It must
     * not block.
     */
    public void setSessionListener(Consumer<@Nullable AccountId> value) {
        sessionListener = value;
    }

    /** Sets a task to run on the feed's thread whenever events have been dispatched. It must not block. */
    public void setDispatchListener(Runnable value) {
        dispatchListener = value;
    }

    // ---- streams

    @Override
    public Flow.Publisher<FeedItem> events(Caller caller, StreamRequest request) {
        return subscriber -> {
            EventStream stream = new EventStream(this, Objects.requireNonNull(subscriber), caller, request);
            subscriber.onSubscribe(stream);
            submitStart(stream);
        };
    }

    private void submitStart(EventStream stream) {
        try {
            streamWorkers.execute(() -> start(stream));
        } catch (RejectedExecutionException | ChatException e) {
            if (closed) {
                stream.fail(ChatException.unavailable("shutting down", null));
            } else {
                thread.executeLater(() -> submitStart(stream));
            }
        }
    }

    /** Returns the number of events that are known to be in the log and have not been dispatched yet. */
    public long lag() {
        return Math.max(0, announced.get() - dispatched().value());
    }

    /** Returns the position up to which all events have been offered to the live streams. */
    public Position dispatched() {
        return dispatched.position();
    }

    /** Returns {@link #dispatched} with the epoch. */
    Cursor dispatchedCursor() {
        return dispatched;
    }

    /** Counts the streams that have been added and have not ended. May be called on any thread. */
    public StreamActivity streams() {
        return subscribers.count();
    }

    /** Reads the start of a stream. On a worker. */
    private void start(EventStream stream) {
        if (stream.isCancelled()) {
            return;
        }
        if (closed) {
            stream.fail(ChatException.unavailable("shutting down", null));
            return;
        }
        try {
            Cursor before = dispatched;
            StreamStart start = transactions.read(
                    stores -> StreamStart.read(stores, stream.caller, stream.request, replayLimit, clock.instant()));
            if (LogWatch.isOtherOrBehind(start.head(), before)) {
                startAfterLook(stream);
            } else {
                execute(() -> tryToInstall(stream, start));
            }
        } catch (ChatException e) {
            stream.fail(e);
        } catch (StoreUnavailable e) {
            stream.fail(ChatException.unavailable("the store cannot be reached", e));
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "could not start a stream", e);
            stream.fail(e);
        }
    }

    /** Starts a stream anew when the feed has had time to notice that the log is another one. */
    private void startAfterLook(EventStream stream) {
        watch.look();
        thread.executeLater(() -> submitStart(stream));
    }

    private void tryToInstall(EventStream stream, StreamStart start) {
        try {
            if (closed) {
                // Too late to be completed by close().
                stream.fail(ChatException.unavailable("shutting down", null));
            } else {
                install(stream, start);
            }
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "could not start a stream", e);
            stream.fail(e);
        }
    }

    /** Adds a stream: folds the events since its start was read. On the feed's thread. */
    private void install(EventStream stream, StreamStart start) {
        if (stream.isCancelled()) {
            return;
        }
        if (!start.head().epoch().equals(dispatched.epoch())) {
            startAfterLook(stream);
            return;
        }
        Position head = start.head().position();
        readUpTo(head);
        if (head.isAfter(dispatched())) {
            // The log could not be read; try again later.
            thread.executeLater(() -> tryToInstall(stream, start));
            return;
        }
        List<RingEntry> since = ring.after(head, Integer.MAX_VALUE);
        if (since == null) {
            // The ring no longer reaches back to the start; read it anew.
            runForStream(() -> start(stream));
            return;
        }
        if (since.stream().anyMatch(entry -> isRevoked(stream, entry.event))) {
            // After the start was read.
            stream.fail(sessionEnded());
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
        feed.addDeletedRooms(start.deletedSince());
        subscribers.add(feed, stream);
        stream.start(start, feed);
    }

    /** The next events of a stream that is behind; {@code isLast} if they reach up to what the feed has dispatched. */
    record Page(List<ViewedEvent> events, Position upTo, boolean isLast) {}

    /** Reads the next page of a stream. On a worker. @return null if the log cannot be read now, or the stream ends */
    @Nullable
    Page pageAfter(EventStream stream) {
        Position end = dispatched();
        Position from = stream.position();
        List<RingEntry> entries = ring.after(from, PAGE_SIZE);
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
            int size = stream.nextPageSize(PAGE_SIZE);
            Optional<List<LoggedEvent>> read =
                    transactions.read(stores -> stores.retention().removedUpTo().isAfter(from)
                            ? Optional.empty()
                            : Optional.of(stores.log().readFor(stream.caller.accountId(), from, end, size)));
            if (read.isEmpty()) {
                // The client resumes and is reset.
                stream.end(null);
                return null;
            }
            List<LoggedEvent> events = read.get();
            List<ViewedEvent> wanted = new ArrayList<>(events.size());
            for (LoggedEvent event : events) {
                if (stream.matches(event)) {
                    wanted.add(new RingEntry(event, stream.epoch()).viewedBy(stream.caller.accountId()));
                }
            }
            boolean isFull = events.size() == size;
            return new Page(wanted, isFull ? events.get(size - 1).position() : end, !isFull);
        } catch (StoreUnavailable e) {
            LOG.log(Level.WARNING, "a stream is delayed, the log cannot be read: {0}", e.getMessage());
            return null;
        }
    }

    /**
     * Returns the events a stream lacks to be live; null if they are too many or no longer in the ring. On the feed's
     * thread.
     */
    @Nullable
    List<ViewedEvent> missing(EventStream stream) {
        List<RingEntry> entries = ring.after(stream.position(), Integer.MAX_VALUE);
        if (entries == null) {
            return null;
        }
        List<ViewedEvent> visible = new ArrayList<>();
        for (RingEntry entry : entries) {
            if (visible.size() > PAGE_SIZE) {
                // Too much for the feed's thread; a worker reads on.
                return null;
            }
            addIfVisible(stream, entry, visible);
        }
        return visible;
    }

    private void addIfVisible(EventStream stream, RingEntry entry, List<ViewedEvent> visible) {
        if (stream.matches(entry.event) && maySee(stream.account(), entry.event)) {
            RingEntry seen = stream.account().isPastJoin(entry.event) ? entry.withoutRoom() : entry;
            visible.add(seen.viewedBy(stream.caller.accountId()));
        }
    }

    private boolean maySee(AccountFeed viewer, LoggedEvent event) {
        return viewer.maySee(event)
                || (event.kind().scope() == EventScope.ACQUAINTANCES
                        && viewer.maySeeProfileOf(event.subjectId(), updatedAccounts.roomsOf(event)));
    }

    /**
     * Returns the events after a position that the ring holds, at most {@code limit}; null if the ring does not reach
     * back to the position or its events are of another epoch. May be called on any thread.
     */
    @Nullable
    List<LoggedEvent> recentAfter(Cursor cursor, int limit) {
        List<RingEntry> entries = ring.after(cursor.position(), limit);
        return entries == null || entries.stream().anyMatch(entry -> !entry.isOf(cursor.epoch()))
                ? null
                : entries.stream().map(entry -> entry.event).toList();
    }

    void remove(EventStream stream) {
        execute(() -> subscribers.remove(stream));
    }

    void retryLater(EventStream stream) {
        thread.executeLater(() -> runForStream(stream::catchUp));
    }

    /** Runs a task on a worker after a short delay. */
    void runOnWorkerLater(Runnable task) {
        thread.executeLater(() -> runOnWorker(task));
    }

    /** Runs a task on the feed's thread, after the tasks enqueued before. Dropped once the feed is closed. */
    void execute(Runnable task) {
        thread.execute(task);
    }

    /** Runs a task that may block on a worker. */
    void runOnWorker(Runnable task) {
        runOn(workers, task);
    }

    /** Runs a task that may block for a stream. */
    void runForStream(Runnable task) {
        runOn(streamWorkers, task);
    }

    private void runOn(Executor executor, Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException | ChatException e) {
            if (!closed) {
                // The queue is full. The stream keeps its position, so it can continue later.
                thread.executeLater(() -> runOn(executor, task));
            }
        }
    }

    // ---- called by the committer and the bus, on any thread

    @Override
    public void committed(Cursor before, Cursor head, @Nullable List<LoggedEvent> events) {
        execute(() -> {
            if (!before.epoch().equals(dispatched.epoch())) {
                watch.look();
                return;
            }
            readUpTo(before.position());
            if (events != null && !before.position().isAfter(dispatched())) {
                dispatch(events);
            }
            readUpTo(head.position());
        });
    }

    /** Takes note of a head of the log that a node has announced or that was read. */
    void onHead(Cursor head) {
        Cursor known = dispatched;
        if (!head.epoch().equals(known.epoch())) {
            // Announced by a node that has noticed a new epoch, or that has not.
            watch.look();
        } else if (head.position().isAfter(known.position())) {
            // A node also receives its own announcements, mostly after it has dispatched the events.
            announced.accumulateAndGet(head.position().value(), Math::max);
            if (readScheduled.compareAndSet(false, true)) {
                execute(this::readAnnounced);
            }
        }
    }

    // ---- on the feed's thread

    /** Runs every second: looks at the log in case announcements fail, and checks sessions that are due. */
    private void tick() {
        sessions.check(subscribers);
        housekeeping.forEach(Runnable::run);
        listener.onTick();
        watch.look();
    }

    /**
     * Continues at the head of the log in a new epoch, in which positions may name other events. All streams end. Their
     * clients resume with cursors of an earlier epoch and are reset.
     */
    void restart(Cursor head) {
        Cursor before = dispatched;
        if (head.epoch().equals(before.epoch())) {
            return;
        }
        LOG.log(Level.WARNING, "the log continues at {0}, after {1} was delivered: all streams end", head, before);
        dropState(head.position());
        announced.set(head.position().value());
        dispatched = head;
        dispatchListener.run();
    }

    /**
     * Drops the recent events, the state of all accounts and what is known of callers. All streams end. Their clients
     * resume with their cursors, and find everything in the log.
     */
    public CompletableFuture<Resync> resync() {
        CompletableFuture<Resync> done = new CompletableFuture<>();
        long began = System.nanoTime();
        execute(() -> {
            int rooms = subscribers.rooms();
            int accounts = subscribers.accounts();
            dropState(dispatched.position());
            done.complete(new Resync(rooms, accounts, Duration.ofNanos(System.nanoTime() - began)));
        });
        return done;
    }

    /** Ends all streams, and begins with an empty ring at a position. */
    private void dropState(Position head) {
        subscribers.forEach(stream -> {
            stream.complete();
            // At once, although a worker may still hold the stream: new ones must not share its account's state.
            subscribers.remove(stream);
        });
        updatedAccounts.clear();
        sessionListener.accept(null);
        ring = new EventRing(ringEvents, RING_WEIGHT, head);
    }

    private void readAnnounced() {
        // Before the read: an announcement from now on may name an event that the read does not see.
        readScheduled.set(false);
        readUpTo(new Position(announced.get()));
    }

    /** Reads the log up to a position or further, as far as it can be read now. */
    private void readUpTo(Position target) {
        try {
            while (target.isAfter(dispatched())) {
                List<LoggedEvent> events = readNext(target);
                if (events.isEmpty()) {
                    skipRemoved(
                            transactions.readSingle(stores -> stores.retention().removedUpTo()));
                    return;
                }
                skipRemoved(new Position(events.get(0).position().value() - 1));
                dispatch(events);
            }
        } catch (StoreUnavailable e) {
            LOG.log(Level.WARNING, "the feed is delayed, the log cannot be read: {0}", e.getMessage());
        }
    }

    private List<LoggedEvent> readNext(Position target) {
        Position from = dispatched();
        List<LoggedEvent> events =
                transactions.readSingle(stores -> stores.log().readInOneQuery(from, MAX_ROUND));
        return events.isEmpty() ? transactions.read(stores -> stores.log().read(from, target, MAX_ROUND)) : events;
    }

    /** Continues after entries that were removed before they were read. All streams end, since they lack them. */
    private void skipRemoved(Position upTo) {
        Cursor before = dispatched;
        if (!upTo.isAfter(before.position())) {
            return;
        }
        LOG.log(Level.WARNING, "entries after {0} were removed unread, up to {1}: all streams end", before, upTo);
        dropState(upTo);
        dispatched = new Cursor(before.epoch(), upTo);
        dispatchListener.run();
    }

    /** Dispatches events that follow without a gap; skips those already dispatched. */
    private void dispatch(List<LoggedEvent> events) {
        Epoch epoch = dispatched.epoch();
        Position before = dispatched();
        List<EventStream> touched = new ArrayList<>();
        Position last = before;
        boolean rightsLost = false;
        for (LoggedEvent event : events) {
            if (!event.position().isAfter(last)) {
                continue;
            }
            RingEntry entry = new RingEntry(event, epoch);
            updatedAccounts.onAppended(event);
            replaceText(event);
            ring.append(entry).forEach(evicted -> updatedAccounts.onEvicted(evicted.event));
            subscribers.offer(entry, touched);
            last = event.position();
            rightsLost |= event.kind() == EventKind.MEMBER_LEFT || event.kind() == EventKind.ROOM_DELETED;
            // At once, so that the stream is offered no event after this one.
            endRevokedSession(event);
            listener.onEvent(event);
        }
        for (EventStream stream : touched) {
            if (rightsLost) {
                stream.retainInRound(
                        event -> event.roomId() == null || stream.account().maySee(event));
            }
            stream.endRound(before, last);
        }
        dispatched = new Cursor(epoch, last);
        listener.onRoundEnd();
        dispatchListener.run();
    }

    /** Removes a message's old text from the ring before the streams receive the edit or deletion. */
    private void replaceText(LoggedEvent event) {
        if (event.kind() != EventKind.MESSAGE_POSTED && event.content() instanceof EventContent.OfMessage of) {
            ring.replace(of.message());
        }
    }

    private void endRevokedSession(LoggedEvent event) {
        if (event.kind() != EventKind.SESSION_REVOKED || event.subjectId() == null) {
            return;
        }
        sessionListener.accept(event.subjectId());
        AccountFeed feed = subscribers.find(event.subjectId());
        if (feed != null) {
            for (EventStream stream : feed.streams) {
                if (isRevoked(stream, event)) {
                    // The end is queued, so the stream still receives this round up to the event.
                    stream.end(sessionEnded());
                }
            }
        }
    }

    /** An event without a session is about those that the host vouches for, which have none. */
    private static boolean isRevoked(EventStream stream, LoggedEvent event) {
        return event.content() instanceof EventContent.Revoked revoked
                && stream.caller.accountId().equals(event.subjectId())
                && Objects.equals(revoked.session(), stream.caller.session());
    }

    private static ChatException sessionEnded() {
        return new ChatException(RefusalCode.UNAUTHENTICATED, "the session has ended");
    }

    /** Completes all streams and stops. The store and the workers stay open. */
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
