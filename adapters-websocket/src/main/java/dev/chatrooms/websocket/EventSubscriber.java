package dev.chatrooms.websocket;

import dev.chatrooms.application.event.FeedItem;
import dev.chatrooms.application.event.FeedItem.Batch;
import dev.chatrooms.application.event.FeedItem.Signals;
import dev.chatrooms.application.event.FeedItem.Welcome;
import dev.chatrooms.application.event.FeedSubscription;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Passes the items of a live feed on to a connection. It requests the next item only while few bytes are queued for the
 * socket. For a client that does not read, the feed queues nothing and keeps only its position.
 */
final class EventSubscriber implements Flow.Subscriber<FeedItem> {
    /** The next item, of about 64 KiB at most, is requested while fewer bytes than this are queued. */
    private static final int LOW_WATER_MARK = 32 * 1024;

    private final Connection connection;
    private final Outbound outbound;
    private final AtomicBoolean requested = new AtomicBoolean();
    private volatile @Nullable FeedSubscription subscription;
    private volatile boolean cancelled;

    EventSubscriber(Connection connection, Outbound outbound) {
        this.connection = connection;
        this.outbound = outbound;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        requested.set(true);
        subscription = (FeedSubscription) given;
        if (cancelled) {
            given.cancel();
        } else {
            given.request(1);
        }
    }

    @Override
    public void onNext(FeedItem item) {
        try {
            if (item instanceof Welcome welcome) {
                connection.welcome(welcome);
            } else if (item instanceof Batch batch) {
                outbound.add(batch);
                itemHandled();
            } else if (item instanceof Signals signals) {
                outbound.add(signals);
                itemHandled();
            }
        } catch (RuntimeException e) {
            // The feed would only cancel the subscription, and the client would wait for events that never come.
            connection.failed(e);
        }
    }

    /** Completes the outstanding request, and makes the next one if the queue is short enough. */
    void itemHandled() {
        requested.set(false);
        requestNext();
    }

    /** Requests an item unless a request is outstanding or the queue is too long. */
    void requestNext() {
        FeedSubscription feed = subscription;
        if (feed != null && outbound.eventBytes() < LOW_WATER_MARK && requested.compareAndSet(false, true)) {
            feed.request(1);
        }
    }

    /** Answers a ping object with the position up to which events were delivered. */
    void pong(@Nullable String ref) {
        FeedSubscription feed = subscription;
        if (feed == null) {
            throw new IllegalStateException("not subscribed");
        }
        outbound.addPong(ref, feed);
    }

    @Override
    public void onError(Throwable failure) {
        connection.onStreamFailed(failure);
    }

    @Override
    public void onComplete() {
        connection.goAway();
    }

    void cancel() {
        cancelled = true;
        FeedSubscription feed = subscription;
        if (feed != null) {
            feed.cancel();
        }
    }
}
