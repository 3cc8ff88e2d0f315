package dev.chatrooms.websocket;

import dev.chatrooms.application.identity.Authenticators;
import dev.chatrooms.application.transfer.TransferMemory;
import dev.chatrooms.wire.ClientAddress;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The objects that all connections of one {@link WebSocketAdapter} share.
 *
 * @param clientAddress finds the address of a client behind the trusted proxies
 * @param workers runs tasks that block on the store
 * @param base returns the path under which clients reach the server; empty for the root
 * @param clock the clock of the chat
 * @param nanos a clock like {@link System#nanoTime}
 */
record ServerContext(
        UseCases useCases,
        Authenticators authenticators,
        Executor workers,
        WebSocketSettings settings,
        ClientAddress clientAddress,
        Connections connections,
        WriterPool writers,
        TransferMemory memory,
        Supplier<String> base,
        InstantSource clock,
        LongSupplier nanos) {

    long now() {
        return nanos.getAsLong();
    }

    /**
     * Returns a reason for {@link CloseCode#GOING_AWAY}: the milliseconds after which to reconnect. They are random, to
     * spread the clients over time.
     */
    String reconnectMillis() {
        long within = settings.reconnectWithin().toMillis();
        return Long.toString(ThreadLocalRandom.current().nextLong(within));
    }
}
