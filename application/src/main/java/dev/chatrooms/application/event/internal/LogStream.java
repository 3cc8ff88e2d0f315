package dev.chatrooms.application.event.internal;

import dev.chatrooms.application.common.FatalErrors;
import dev.chatrooms.application.event.LogItem;
import dev.chatrooms.application.spi.StoreUnavailable;
import dev.chatrooms.domain.event.Cursor;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Flow;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A subscription to the log. Its thread reads events and calls the subscriber, one item at a time:
 *
 * <pre>
 *             held by another            lost
 *              .---------.        .---------------.
 *              v         |        v               |
 *   start --> OPENING ---'---> READING --> onNext --> record the cursor --.
 *                                 ^ ^                                     |
 *                                 | '-- no demand, or up to date: waits   |
 *                                 '---------------------------------------'
 *   any state -- cancel, close, failure --> ended, the place is left
 * </pre>
 *
 * <p>Nothing is read without demand. {@code request}, {@code cancel} and {@link #wake} may be called from any thread.
 */
final class LogStream implements Flow.Subscription {
    private static final Logger LOG = System.getLogger(LogStream.class.getName());
    /** The longest wait for a wake-up; also for a place that another subscription holds, or a store that is away. */
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final LogPages pages;
    private final LogPlace place;
    private final Runnable onEnd;
    private final Thread thread;
    private final AtomicLong demand = new AtomicLong();
    private final Semaphore wakeUps = new Semaphore(0);

    private volatile Flow.@Nullable Subscriber<? super LogItem> subscriber;
    private volatile boolean closing;
    private volatile @Nullable Throwable failure;
    /** Whether the last use of the store failed. Only the thread uses it. */
    private boolean failing;

    LogStream(
            Flow.Subscriber<? super LogItem> subscriber, LogPages pages, LogPlace place, String name, Runnable onEnd) {
        this.subscriber = subscriber;
        this.pages = pages;
        this.place = place;
        this.onEnd = onEnd;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    @Override
    public void request(long n) {
        if (n <= 0) {
            failure = new IllegalArgumentException("rule 3.9: the requested number of items must be positive");
        } else {
            demand.accumulateAndGet(n, (a, b) -> a + b < 0 ? Long.MAX_VALUE : a + b);
        }
        wake();
    }

    @Override
    public void cancel() {
        subscriber = null;
        wake();
    }

    /** Notifies the stream that the log may have new events. Never blocks. */
    void wake() {
        if (wakeUps.availablePermits() == 0) {
            wakeUps.release();
        }
    }

    /** Completes the stream after the current item. */
    void close() {
        closing = true;
        wake();
    }

    /** Waits for the end of a closed stream, and interrupts a subscriber that blocks for longer. */
    void awaitEnd(Duration limit) throws InterruptedException {
        if (Thread.currentThread() == thread) {
            return;
        }
        thread.join(Math.max(1, limit.toMillis()));
        if (thread.isAlive()) {
            thread.interrupt();
        }
    }

    void renew() {
        if (place instanceof NamedPlace named) {
            named.renew();
        }
    }

    private boolean isOver() {
        return closing || failure != null || subscriber == null;
    }

    private void run() {
        try {
            while (!isOver()) {
                Cursor from = open();
                if (from == null) {
                    pause(RETRY);
                } else {
                    readFrom(from);
                }
            }
        } catch (InterruptedException e) {
            LOG.log(Level.DEBUG, "a subscription to the log was interrupted and ends", e);
        } catch (RuntimeException | Error e) {
            FatalErrors.report(e);
            LOG.log(Level.ERROR, "a subscription to the log failed", e);
            failure = e;
        } finally {
            place.leave();
            onEnd.run();
            end();
        }
    }

    /**
     * Opens the place and waits until the feed has reached the head of the log. So no text appears that was deleted
     * before the start.
     */
    private @Nullable Cursor open() throws InterruptedException {
        Cursor head = guarded(pages::head);
        if (head == null) {
            return null;
        }
        Cursor from = guarded(place::open);
        while (from != null && !isOver() && !pages.hasReached(head)) {
            pause(RETRY);
        }
        return from;
    }

    /** Reads on from a cursor until the stream is over or has lost its place. */
    private void readFrom(Cursor from) throws InterruptedException {
        Cursor position = from;
        while (!isOver() && place.isOpen()) {
            Cursor after = position;
            LogItem item = demand.get() == 0 ? null : guarded(() -> pages.after(after));
            if (item == null) {
                pause(RETRY);
            } else if (!emit(item) || !record(item.cursor())) {
                return;
            } else {
                position = item.cursor();
                rest(item);
            }
        }
    }

    private void rest(LogItem item) throws InterruptedException {
        if (item instanceof LogItem.Events events && events.events().size() < EventStream.MAX_BATCH_EVENTS / 2) {
            TimeUnit.NANOSECONDS.sleep(place.rest().toNanos());
        }
    }

    /** Emits an item. @return false if the subscriber failed, which cancels the stream */
    private boolean emit(LogItem item) {
        Flow.Subscriber<? super LogItem> s = subscriber;
        if (s == null) {
            return false;
        }
        demand.getAndUpdate(d -> d == Long.MAX_VALUE ? d : d - 1);
        try {
            s.onNext(item);
            return true;
        } catch (RuntimeException | Error e) {
            FatalErrors.report(e);
            LOG.log(Level.ERROR, "a subscriber of the log failed, its subscription is cancelled", e);
            cancel();
            return false;
        }
    }

    /** Records that an item was processed. An outage delays it for as long as the place is held. */
    private boolean record(Cursor cursor) throws InterruptedException {
        do {
            Boolean recorded = guarded(() -> place.processed(cursor));
            if (recorded != null) {
                return recorded;
            }
            pause(RETRY);
        } while (!isOver() && place.isOpen());
        return false;
    }

    private interface StoreUse<T> {
        @Nullable
        T run();
    }

    /** Uses the store. @return null also if it cannot be reached, which is logged once per outage */
    private <T> @Nullable T guarded(StoreUse<T> use) {
        try {
            T result = use.run();
            failing = false;
            return result;
        } catch (StoreUnavailable e) {
            if (!failing) {
                LOG.log(Level.WARNING, "a subscription to the log pauses, the store fails: {0}", e.getMessage());
            }
            failing = true;
            return null;
        }
    }

    /** Waits for the given time or until the stream is woken. */
    private void pause(Duration time) throws InterruptedException {
        if (wakeUps.tryAcquire(time.toNanos(), TimeUnit.NANOSECONDS)) {
            wakeUps.drainPermits();
        }
    }

    private void end() {
        Flow.Subscriber<? super LogItem> s = subscriber;
        subscriber = null;
        if (s != null) {
            try {
                if (failure == null) {
                    s.onComplete();
                } else {
                    s.onError(failure);
                }
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "a subscriber of the log failed at the end of its subscription", e);
            }
        }
    }
}
