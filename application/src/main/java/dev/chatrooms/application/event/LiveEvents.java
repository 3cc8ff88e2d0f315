package dev.chatrooms.application.event;

import dev.chatrooms.application.common.Caller;
import java.util.concurrent.Flow;

/** Streams of all events a viewer may see: in order, each once, resumable from a cursor. */
public interface LiveEvents {
    int MAX_WELCOME_ROOMS = 200;

    /**
     * Returns a publisher of the events the caller may see. Each subscription is a stream of its own.
     *
     * <p>Demand is back-pressure, counted in items. Without demand nothing is queued for the subscriber. With demand
     * again the stream continues from its position, from memory or the log, until it is live again. A slow reader loses
     * nothing, costs constant memory and delays no other.
     *
     * <p>{@code onSubscribe} receives a {@link FeedSubscription}. {@code onNext} is called on the feed's threads and
     * must not block. The stream completes when the feed is closed. It fails with a
     * {@link dev.chatrooms.application.common.ChatException}: {@code unauthenticated} when the caller's session ends or
     * the host no longer vouches for the caller, {@code account_disabled} or {@code unknown_account} if it may not
     * start, {@code unavailable} if it cannot be started now.
     */
    Flow.Publisher<FeedItem> events(Caller caller, StreamRequest request);
}
