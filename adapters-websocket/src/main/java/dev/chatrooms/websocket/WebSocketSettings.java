package dev.chatrooms.websocket;

import java.time.Duration;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What an operator may set of the WebSocket API.
 *
 * @param allowedOrigin which {@code Origin} a handshake may have that is authenticated by cookie
 * @param shutdownTimeout how long closing waits for what is in flight and for clients to go
 * @param reconnectWithin over which time clients are spread that reconnect after a shutdown
 */
public record WebSocketSettings(Predicate<String> allowedOrigin, Duration shutdownTimeout, Duration reconnectWithin) {
    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration RECONNECT_WITHIN = Duration.ofSeconds(10);

    /**
     * Checks the times.
     *
     * @throws IllegalArgumentException for a time that is negative, or no time to spread over
     */
    public WebSocketSettings {
        if (shutdownTimeout.isNegative()) {
            throw new IllegalArgumentException("the shutdown timeout must not be negative");
        }
        if (reconnectWithin.toMillis() < 1) {
            throw new IllegalArgumentException("clients need at least 1 ms to reconnect within");
        }
    }

    /**
     * The defaults for everything but the origins.
     *
     * @param origins such as {@code https://chat.example.org}, each as a browser sends it
     */
    public static WebSocketSettings allowing(Set<String> origins) {
        return new WebSocketSettings(Set.copyOf(origins)::contains, SHUTDOWN_TIMEOUT, RECONNECT_WITHIN);
    }
}
