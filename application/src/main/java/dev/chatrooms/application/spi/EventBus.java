package dev.chatrooms.application.spi;

import dev.chatrooms.domain.event.Cursor;
import java.util.function.Consumer;

/**
 * Tells all nodes how far the log has come, so that they need not ask. It only makes things fast: an announcement may be lost, late,
 * doubled or out of order, and a node's own may or may not come back to it.
 */
public interface EventBus extends AutoCloseable {
    /** Tells everybody, soon. Never blocks and never fails; of several that wait, only the furthest need go out. */
    void announce(Cursor head);

    /**
     * Hears what is announced, from now on, one at a time, on whichever thread the bus has; the listener must not block.
     *
     * @return ends the listening
     */
    Registration subscribe(Consumer<Cursor> listener);

    /** A listener's registration. */
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }

    @Override
    void close();
}
