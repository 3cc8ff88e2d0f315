package dev.chatrooms.application.event.internal;

import dev.chatrooms.application.event.LoggedEvent;

/** A listener for the feed's progress. Called on the feed's thread: must not block. */
interface FeedListener {
    /** Called for each event in the order of the log, before the streams receive its round. */
    void onEvent(LoggedEvent event);

    /** Called after the streams have received a round of events. */
    void onRoundEnd();

    /** Called about once a second. */
    void onTick();

    /** A listener that does nothing. */
    FeedListener NONE = new FeedListener() {
        @Override
        public void onEvent(LoggedEvent event) {}

        @Override
        public void onRoundEnd() {}

        @Override
        public void onTick() {}
    };
}
