package dev.chatrooms.application.event.internal;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.event.LogItem;
import dev.chatrooms.application.event.LogStart;
import dev.chatrooms.application.event.LogSubscriptions;
import dev.chatrooms.application.internal.BackgroundThread;
import dev.chatrooms.application.internal.Store;
import dev.chatrooms.application.spi.IdGenerator;
import dev.chatrooms.application.spi.Transactions;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.event.Cursor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The subscriptions of the host to the log, on this node. */
public final class LogStreams implements LogSubscriptions, AutoCloseable {
    private static final Pattern READER = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Duration RENEWAL = NamedPlace.LEASE.dividedBy(4);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final Transactions transactions;
    private final IdGenerator ids;
    private final Store store;
    private final LogPages pages;
    /** Guarded by itself. */
    private final Set<LogStream> streams = new HashSet<>();
    /** Extends the leases of named readers; started with the first one. Guarded by {@link #streams}. */
    private @Nullable BackgroundThread renewals;
    /** Guarded by {@link #streams}. */
    private boolean closed;

    public LogStreams(LiveFeed feed, Transactions transactions, IdGenerator ids) {
        this.ids = ids;
        this.transactions = transactions;
        this.store = new Store(transactions);
        this.pages = new LogPages(feed, transactions);
    }

    @Override
    public Cursor head() {
        return store.readSingle(stores -> stores.log().head());
    }

    @Override
    public Flow.Publisher<LogItem> subscribe(LogStart from) {
        return subscriber -> start(subscriber, () -> new UnnamedPlace(transactions, from), "unnamed");
    }

    @Override
    public Flow.Publisher<LogItem> subscribe(String reader, LogStart first) {
        requireName(reader);
        return subscriber -> {
            startRenewals();
            start(subscriber, () -> new NamedPlace(transactions, reader, first, ids.next()), reader);
        };
    }

    @Override
    public void forget(String reader) {
        requireName(reader);
        store.write(uow -> {
            uow.logReaders().remove(reader);
            return true;
        });
    }

    private static void requireName(String reader) {
        if (!READER.matcher(reader).matches()) {
            throw new ChatException(RefusalCode.INVALID, "a reader's name is 1 to 64 of A-Z a-z 0-9 . _ -");
        }
    }

    private void start(Flow.Subscriber<? super LogItem> subscriber, Supplier<LogPlace> place, String name) {
        LogStream[] self = new LogStream[1];
        LogStream stream = new LogStream(
                Objects.requireNonNull(subscriber), pages, place.get(), "chatrooms-log-" + name, () -> remove(self[0]));
        self[0] = stream;
        String refusal = add(stream);
        if (refusal == null) {
            try {
                subscriber.onSubscribe(stream);
            } catch (RuntimeException | Error e) {
                remove(stream);
                throw e;
            }
            stream.start();
        } else {
            subscriber.onSubscribe(new NoSubscription());
            subscriber.onError(ChatException.unavailable(refusal, null));
        }
    }

    /** Adds a stream. @return why it cannot be added; null if it was */
    private @Nullable String add(LogStream stream) {
        synchronized (streams) {
            if (closed) {
                return "shutting down";
            }
            if (streams.size() >= MAX_SUBSCRIPTIONS) {
                return "there are " + MAX_SUBSCRIPTIONS + " subscriptions to the log, the maximum";
            }
            streams.add(stream);
            return null;
        }
    }

    private void remove(LogStream stream) {
        synchronized (streams) {
            streams.remove(stream);
        }
    }

    private List<LogStream> current() {
        synchronized (streams) {
            return new ArrayList<>(streams);
        }
    }

    /** Notifies the subscriptions that the log may have new events. Never blocks. */
    public void wake() {
        current().forEach(LogStream::wake);
    }

    private void startRenewals() {
        synchronized (streams) {
            if (renewals == null && !closed) {
                renewals = new BackgroundThread(
                        "chatrooms-log-leases",
                        RENEWAL,
                        Duration.ZERO,
                        () -> current().forEach(LogStream::renew));
                renewals.start();
            }
        }
    }

    /** Completes all subscriptions after their current item. Bounded in time. */
    @Override
    public void close() {
        BackgroundThread leases;
        synchronized (streams) {
            closed = true;
            leases = renewals;
        }
        List<LogStream> open = current();
        open.forEach(LogStream::close);
        long deadline = System.nanoTime() + CLOSE_TIMEOUT.toNanos();
        try {
            for (LogStream stream : open) {
                stream.awaitEnd(
                        Duration.ofNanos(Math.max(TimeUnit.MILLISECONDS.toNanos(1), deadline - System.nanoTime())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (leases != null) {
            leases.close();
        }
    }

    /** The subscription of a subscriber that is refused. */
    private static final class NoSubscription implements Flow.Subscription {
        @Override
        public void request(long n) {}

        @Override
        public void cancel() {}
    }
}
