package dev.chatrooms.application.event;

import dev.chatrooms.domain.event.Cursor;
import java.util.concurrent.Flow;

/** What a stream's subscriber is given: the usual subscription, which also tells how far the stream has come. */
public interface FeedSubscription extends Flow.Subscription {
    /**
     * A position up to which every event that the viewer may see has been handed to {@code onNext}. It moves on while
     * nothing happens for the viewer, so that an idle client's cursor does not age. Before the stream has started: the
     * start of the log, which claims nothing.
     */
    Cursor delivered();

    /**
     * Whether the stream has caught up: what was missed at its start has all been handed to {@code onNext}, and what
     * comes is as it comes.
     */
    boolean isLive();
}
