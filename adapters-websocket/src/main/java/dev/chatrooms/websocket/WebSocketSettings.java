package dev.chatrooms.websocket;

import dev.chatrooms.wire.Mount;
import java.time.Duration;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Settings of the WebSocket API.
 *
 * @param allowedOrigin decides which {@code Origin} headers are accepted with a cookie
 * @param mount the place of the API among the paths of the server
 * @param shutdownTimeout how long closing waits for requests in flight and for clients to disconnect
 * @param reconnectWithin the period over which the reconnects after a shutdown are spread at random
 */
public record WebSocketSettings(
        Predicate<String> allowedOrigin, Mount mount, Duration shutdownTimeout, Duration reconnectWithin) {
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
        return new WebSocketSettings(Set.copyOf(origins)::contains, Mount.ROOT, SHUTDOWN_TIMEOUT, RECONNECT_WITHIN);
    }

    /**
     * Returns these settings with the path under which the API is served, such as {@code /chat}. By default it is
     * served at the root of the host's server, or of its context path.
     *
     * @throws IllegalArgumentException if it does not begin with a slash, ends with one, or contains other characters
     *     than letters, digits and {@code - . _ ~}
     */
    public WebSocketSettings withBasePath(String path) {
        return with(mount.withBasePath(path));
    }

    /** Returns these settings with the path under which clients reach the API, if a proxy changes it. */
    public WebSocketSettings withPublicPath(String path) {
        return with(mount.withPublicPath(path));
    }

    private WebSocketSettings with(Mount changed) {
        return new WebSocketSettings(allowedOrigin, changed, shutdownTimeout, reconnectWithin);
    }
}
