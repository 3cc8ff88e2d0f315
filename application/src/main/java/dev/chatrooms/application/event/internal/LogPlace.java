package dev.chatrooms.application.event.internal;

import dev.chatrooms.application.spi.StoreUnavailable;
import dev.chatrooms.domain.event.Cursor;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The place in the log of one subscription. Called on its thread. Methods that use the store may block. */
interface LogPlace {
    /**
     * Returns the cursor to read on from; null if another subscription reads for the same name now.
     *
     * @throws StoreUnavailable if the store cannot be reached
     */
    @Nullable
    Cursor open();

    /** Returns whether the subscription may read on. If not, it opens the place again. */
    boolean isOpen();

    /**
     * Records that everything up to a cursor has been processed.
     *
     * @return false if another subscription has taken the place: it has to be opened again
     * @throws StoreUnavailable if the store cannot be reached
     */
    boolean processed(Cursor cursor);

    /** Returns how long to wait after an item with few events, so that the next item has more of them. */
    Duration rest();

    /** Leaves the place to others. Does not throw. */
    void leave();
}
