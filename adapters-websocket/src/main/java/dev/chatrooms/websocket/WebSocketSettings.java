package dev.chatrooms.websocket;

import dev.chatrooms.application.identity.Authenticator;
import dev.chatrooms.wire.AddressRange;
import dev.chatrooms.wire.Mount;
import dev.chatrooms.wire.Origin;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Settings of the WebSocket API.
 *
 * @param allowedOrigin decides which {@code Origin} headers are accepted with a cookie
 * @param authenticators identify the callers, in this order; empty for the tokens of the chat alone
 * @param trustedProxies the proxies whose {@code X-Forwarded-For} is trusted
 * @param mount the place of the API among the paths of the server
 * @param shutdownTimeout how long closing waits for requests in flight and for clients to disconnect
 * @param reconnectWithin the period over which the reconnects after a shutdown are spread at random
 */
public record WebSocketSettings(
        Predicate<String> allowedOrigin,
        List<Authenticator> authenticators,
        List<AddressRange> trustedProxies,
        Mount mount,
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
        authenticators = List.copyOf(authenticators);
        trustedProxies = List.copyOf(trustedProxies);
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
     * @param origins scheme, host and port as browsers send them, such as {@code https://chat.example.org}
     * @throws IllegalArgumentException if one of them has another form, such as a slash at the end
     */
    public static WebSocketSettings allowing(Set<String> origins) {
        return new WebSocketSettings(
                Origin.requireExact(origins)::contains,
                List.of(),
                List.of(),
                Mount.ROOT,
                SHUTDOWN_TIMEOUT,
                RECONNECT_WITHIN);
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

    /**
     * Returns these settings with what identifies the callers, in the order in which it is asked. The tokens of the
     * chat are no longer accepted, unless a {@link dev.chatrooms.application.identity.TokenAuthenticator} is the last
     * of them.
     */
    public WebSocketSettings withAuthenticators(Authenticator... inOrder) {
        return new WebSocketSettings(
                allowedOrigin, List.of(inOrder), trustedProxies, mount, shutdownTimeout, reconnectWithin);
    }

    /**
     * Returns these settings with the proxies whose {@code X-Forwarded-For} is trusted. Authenticators receive the
     * address that results.
     */
    public WebSocketSettings withTrustedProxies(List<AddressRange> proxies) {
        return new WebSocketSettings(allowedOrigin, authenticators, proxies, mount, shutdownTimeout, reconnectWithin);
    }

    /**
     * Returns these settings with the time for which closing waits for requests in flight and for clients.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public WebSocketSettings withShutdownTimeout(Duration timeout) {
        return new WebSocketSettings(allowedOrigin, authenticators, trustedProxies, mount, timeout, reconnectWithin);
    }

    private WebSocketSettings with(Mount changed) {
        return new WebSocketSettings(
                allowedOrigin, authenticators, trustedProxies, changed, shutdownTimeout, reconnectWithin);
    }
}
