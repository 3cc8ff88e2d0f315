package dev.chatrooms.server;

import java.time.Duration;

/**
 * The times for which a stop waits.
 *
 * @param sockets for WebSockets to complete their requests and to disconnect
 * @param requests for the requests in progress
 * @param unused after which a connection counts as unused if it carries no request
 */
record StopLimits(Duration sockets, Duration requests, Duration unused) {
    /** Requests take longer only if they arrive too slowly. */
    static final StopLimits DEFAULT =
            new StopLimits(Duration.ofSeconds(3), Duration.ofSeconds(15), Duration.ofSeconds(1));
}
