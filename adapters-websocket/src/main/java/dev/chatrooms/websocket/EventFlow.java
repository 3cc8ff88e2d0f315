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
 * The feed's events on their way to the socket. It asks for the next batch only while few bytes wait to be written: of
 * a client that does not read the feed notices nothing, and remembers only where it was.
 */
final class EventFlow implements Flow.Subscriber<FeedItem> {
    /** With fewer waiting than this the next batch is asked for; each is of about 64 KiB at most. */
    private static final int ENOUGH_BYTES = 32 * 1024;

    private final Connection connection;
    private final Outbound outbound;
    private final AtomicBoolean asked = new AtomicBoolean();
    private volatile @Nullable FeedSubscription subscription;
    private volatile boolean cancelled;

    EventFlow(Connection connection, Outbound outbound) {
        this.connection = connection;
        this.outbound = outbound;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        asked.set(true);
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
                goOn();
            } else if (item instanceof Signals signals) {
                outbound.add(signals);
                goOn();
            }
        } catch (RuntimeException e) {
            // The feed would only cancel: the client would stay, and hear nothing more, and not know it.
            connection.fault(e);
        }
    }

    /** What was asked for has been dealt with. */
    void goOn() {
        asked.set(false);
        askIfThereIsRoom();
    }

    void askIfThereIsRoom() {
        FeedSubscription feed = subscription;
        if (feed != null && outbound.eventBytes() < ENOUGH_BYTES && asked.compareAndSet(false, true)) {
            feed.request(1);
        }
    }

    /** Answers a ping with how far this has come. */
    void pong(@Nullable String ref) {
        FeedSubscription feed = subscription;
        if (feed == null) {
            throw new IllegalStateException("not subscribed");
        }
        outbound.addPong(ref, feed);
    }

    @Override
    public void onError(Throwable failure) {
        connection.streamFailed(failure);
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
