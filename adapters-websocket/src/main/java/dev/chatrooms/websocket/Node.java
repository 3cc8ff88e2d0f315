package dev.chatrooms.websocket;

import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;

/**
 * What all connections share.
 *
 * @param workers runs what blocks on the store
 * @param nanos a clock as {@link System#nanoTime}
 */
record Node(
        UseCases useCases,
        Executor workers,
        WebSocketSettings settings,
        Connections connections,
        Writers writers,
        LongSupplier nanos) {

    long now() {
        return nanos.getAsLong();
    }

    /** The reason of a {@link CloseCode#GOING_AWAY}: spread at random, so that not all come back at once. */
    String reconnectMillis() {
        long within = settings.reconnectWithin().toMillis();
        return Long.toString(ThreadLocalRandom.current().nextLong(within));
    }
}
