package dev.chatrooms.application.event;

import dev.chatrooms.application.common.Caller;
import java.util.concurrent.Flow;

/** Everything that happens, to everybody who may know, in order, each once, from wherever he left off. */
public interface LiveEvents {
    int MAX_WELCOME_ROOMS = 200;

    /**
     * A stream of what the caller may see. Demand is back-pressure, counted in items: without demand nothing is queued
     * for the subscriber, and with demand again it reads on from where it was, from the node's memory or the log, until
     * it is live again. So a slow reader loses nothing, costs constant memory and delays nobody.
     *
     * <p>{@code onSubscribe} gets a {@link FeedSubscription}. The stream completes when the feed is closed; it fails
     * with a {@link dev.chatrooms.application.common.ChatException}: {@code unauthenticated} when the caller's session
     * ends, {@code unavailable} if it cannot be started now. {@code onNext} comes from the feed's own threads and must
     * not block.
     *
     * @return each subscription to it is a stream of its own
     */
    Flow.Publisher<FeedItem> events(Caller caller, StreamRequest request);
}
