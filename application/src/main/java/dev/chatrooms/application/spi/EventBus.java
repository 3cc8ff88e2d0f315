package dev.chatrooms.application.spi;

import dev.chatrooms.domain.event.Cursor;
import java.util.function.Consumer;

/**
 * Connects the nodes: announces the head of the log and carries signals, which are not part of the log. It makes the
 * system fast, not correct: announcements and signals may be lost, late, duplicated or out of order, and a node may or
 * may not receive its own.
 */
public interface EventBus extends AutoCloseable {
    /** The maximum length of a signal in characters. */
    int MAX_SIGNAL = 1000;

    /**
     * Announces a head to all nodes. Never blocks or fails. Only the furthest of several pending heads needs to be
     * sent.
     */
    void announce(Cursor head);

    /**
     * Registers a listener for announcements. Calls are serial, on a thread of the bus; the listener must not block.
     *
     * @return closing it removes the listener
     */
    Registration subscribe(Consumer<Cursor> listener);

    /**
     * Sends a text to all nodes, best effort. Never blocks or fails. The texts that wait to be sent are bounded in
     * size; beyond that the oldest are dropped.
     *
     * @param text 1 to {@value #MAX_SIGNAL} printable ASCII characters
     * @throws IllegalArgumentException for any other text
     */
    void signal(String text);

    /**
     * Registers a listener for signals, as {@link #subscribe} does for announcements.
     *
     * @return closing it removes the listener
     */
    Registration onSignal(Consumer<String> listener);

    /**
     * Checks a text for implementations of {@link #signal}.
     *
     * @throws IllegalArgumentException if the text is not a valid signal
     */
    static void requireSignal(String text) {
        if (text.isEmpty() || text.length() > MAX_SIGNAL || text.chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw new IllegalArgumentException("a signal is 1 to " + MAX_SIGNAL + " printable ASCII characters");
        }
    }

    /** The registration of a listener. */
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }

    @Override
    void close();
}
