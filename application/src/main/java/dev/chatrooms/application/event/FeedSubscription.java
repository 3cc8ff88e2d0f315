package dev.chatrooms.application.event;

import dev.chatrooms.domain.event.Cursor;
import java.util.concurrent.Flow;

/** A stream's subscription, which also reports the stream's progress. */
public interface FeedSubscription extends Flow.Subscription {
    /**
     * Returns a position up to which {@code onNext} has received every event the viewer may see. It advances while
     * nothing happens for the viewer, so an idle client's cursor does not age. Before the start: the start of the log.
     */
    Cursor delivered();

    /**
     * Returns whether the stream has caught up: {@code onNext} has received all missed events, and further ones follow
     * as they happen.
     */
    boolean isLive();
}
