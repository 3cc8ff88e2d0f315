package dev.chatrooms.websocket;

import java.time.Duration;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the WebSocket API.
 *
 * @param allowedOrigin decides which {@code Origin} headers are accepted with a cookie
 * @param publicPath the path of the public URL, such as {@code /chat}, if a proxy removes it from the requests; empty
 *     for none. Null if clients reach the server under the host's context path
 * @param shutdownTimeout how long closing waits for requests in flight and for clients to disconnect
 * @param reconnectWithin the period over which the reconnects after a shutdown are spread at random
 */
public record WebSocketSettings(
        Predicate<String> allowedOrigin,
        @Nullable String publicPath,
        Duration shutdownTimeout,
        Duration reconnectWithin) {
    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration RECONNECT_WITHIN = Duration.ofSeconds(10);

    /**
     * Validates the durations.
     *
     * @throws IllegalArgumentException if the timeout is negative or the reconnect period is shorter than 1 ms
     */
    public WebSocketSettings {
        if (shutdownTimeout.isNegative()) {
            throw new IllegalArgumentException("shutdownTimeout must not be negative");
        }
        if (reconnectWithin.toMillis() < 1) {
            throw new IllegalArgumentException("reconnectWithin must be at least 1 ms");
        }
    }

    /**
     * Returns the default settings with a set of allowed origins.
     *
     * @param origins origins as browsers send them, such as {@code https://chat.example.org}
     */
    public static WebSocketSettings allowing(Set<String> origins) {
        return new WebSocketSettings(Set.copyOf(origins)::contains, null, SHUTDOWN_TIMEOUT, RECONNECT_WITHIN);
    }

    /** Returns these settings with the path that a proxy removes from the requests. */
    public WebSocketSettings withPublicPath(String path) {
        return new WebSocketSettings(allowedOrigin, path, shutdownTimeout, reconnectWithin);
    }
}
