package dev.chatrooms.application.spi;

import dev.chatrooms.domain.event.Cursor;
import java.util.function.Consumer;

/**
 * Tells all nodes how far the log has come, so that they need not ask, and carries what is not worth a place in the
 * log. It only makes things fast: an announcement or a signal may be lost, late, doubled or out of order, and a node's
 * own may or may not come back to it.
 */
public interface EventBus extends AutoCloseable {
    /** How long a signal may be, in characters. */
    int MAX_SIGNAL = 1000;

    /** Tells everybody, soon. Never blocks and never fails; of several that wait, only the furthest need go out. */
    void announce(Cursor head);

    /**
     * Hears what is announced, from now on, one at a time, on whichever thread the bus has; the listener must not
     * block.
     *
     * @return ends the listening
     */
    Registration subscribe(Consumer<Cursor> listener);

    /**
     * Sends a short text to everybody, soon, as well as it can. Never blocks and never fails. What waits to go out is
     * bounded in size: past that the oldest are dropped.
     *
     * @param text 1 to {@value #MAX_SIGNAL} printable ASCII characters
     * @throws IllegalArgumentException for any other text
     */
    void signal(String text);

    /**
     * Hears the signals that come from now on, as {@link #subscribe} hears announcements.
     *
     * @return ends the listening
     */
    Registration onSignal(Consumer<String> listener);

    /** Whether a text is a signal at all: for those who carry them. @throws IllegalArgumentException if not */
    static void requireSignal(String text) {
        if (text.isEmpty() || text.length() > MAX_SIGNAL || text.chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw new IllegalArgumentException("a signal is 1 to " + MAX_SIGNAL + " printable ASCII characters");
        }
    }

    /** A listener's registration. */
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }

    @Override
    void close();
}
