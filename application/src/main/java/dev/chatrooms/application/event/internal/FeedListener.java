package dev.chatrooms.application.event.internal;

import dev.chatrooms.application.event.LoggedEvent;

/** Goes along with the feed, on the feed's thread: it must not block. */
interface FeedListener {
    /** An event is being handed to the streams, in the order of the log. */
    void passed(LoggedEvent event);

    /** Those that passed are with the streams. */
    void roundEnded();

    /** About each second. */
    void tick();

    /** Has nothing to do. */
    FeedListener NONE = new FeedListener() {
        @Override
        public void passed(LoggedEvent event) {}

        @Override
        public void roundEnded() {}

        @Override
        public void tick() {}
    };
}
