package dev.chatrooms.server;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.monitoring.RequestObserver;
import dev.chatrooms.metrics.ChatMeters;
import dev.chatrooms.server.configuration.Configuration;
import dev.chatrooms.server.configuration.Variable;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The complete server as the jar runs it.
 *
 * <pre>{@code
 * try (ChatServer server = ChatServer.builder().set("CHATROOMS_PORT", "0").start()) {
 *     System.out.println("http://localhost:" + server.port());
 * }
 * }</pre>
 */
public final class ChatServer implements AutoCloseable {
    /** The path of the metrics on {@link #metricsPort()}. */
    public static final String METRICS_PATH = "/metrics";

    private static final Logger LOG = LoggerFactory.getLogger(ChatServer.class);

    private final Closer closer;
    private final Backend backend;
    private final WebServer web;
    private final OptionalInt metricsPort;
    private final Duration drainTime;
    private final Thread exitHook = new Thread(this::close, "chatrooms-exit");
    private final Object closing = new Object();
    private boolean closed;

    private ChatServer(
            Closer closer, Backend backend, WebServer web, OptionalInt metricsPort, Configuration configuration) {
        this.drainTime = configuration.web().drainTime();
        this.closer = closer;
        this.backend = backend;
        this.web = web;
        this.metricsPort = metricsPort;
    }

    public static Builder builder() {
        return new Builder();
    }

    /**
     * Starts a server. It accepts requests when this method returns. It is closed when the JVM exits, unless it has
     * been closed before.
     *
     * @throws RuntimeException if the server cannot start; the message is one sentence that explains why, and nothing
     *     stays open
     */
    public static ChatServer start(Configuration configuration) {
        ChatServer server = start(configuration, null);
        server.closeOnExit();
        return server;
    }

    /**
     * Starts a server whose embedded database stops by itself when the JVM exits, until {@link #leaveExitToOwner()} is
     * called.
     */
    public static ChatServer startGuarded(Configuration configuration) {
        return start(configuration, null);
    }

    /** Leaves the stop at the exit of the JVM to the owner, which has registered a hook that closes this server. */
    public void leaveExitToOwner() {
        backend.leaveExitToOwner();
    }

    private void closeOnExit() {
        try {
            Runtime.getRuntime().addShutdownHook(exitHook);
            leaveExitToOwner();
        } catch (IllegalStateException exiting) {
            LOG.debug("The process exits already, so the embedded database stops by itself", exiting);
        }
    }

    private static ChatServer start(Configuration configuration, @Nullable MeterRegistry suppliedRegistry) {
        Configuration.Metrics metrics = configuration.metrics();
        if (suppliedRegistry != null && metrics.port().isPresent()) {
            throw new IllegalStateException(
                    "CHATROOMS_METRICS_PORT cannot be combined with the application's own meter registry: the"
                            + " application serves that registry itself.");
        }
        Closer closer = new Closer();
        try {
            Backend backend = closer.add(Backend.open(configuration));
            MeterRegistry registry = suppliedRegistry;
            OptionalInt metricsPort = OptionalInt.empty();
            if (metrics.port().isPresent()) {
                // Starts before the public port, which must not accept clients if this port cannot be opened.
                MetricsEndpoint endpoint =
                        closer.add(MetricsEndpoint.start(metrics, metrics.port().getAsInt()));
                registry = endpoint.registry();
                metricsPort = OptionalInt.of(endpoint.port());
            }
            if (registry == null) {
                WebServer web = closer.add(WebServer.start(configuration, backend.chat(), RequestObserver.NONE));
                return new ChatServer(closer, backend, web, metricsPort, configuration);
            }
            ChatMeters meters = closer.add(ChatMeters.in(registry));
            backend.bindTo(meters);
            WebServer web = closer.add(WebServer.start(configuration, backend.chat(), meters.requests()));
            web.bindTo(meters);
            return new ChatServer(closer, backend, web, metricsPort, configuration);
        } catch (RuntimeException e) {
            closer.close();
            throw e;
        }
    }

    /** Returns the port that the server listens on. */
    public int port() {
        return web.port();
    }

    /**
     * Returns the port that serves {@code /metrics}. Empty if metrics are off or go to a registry of the application.
     */
    public OptionalInt metricsPort() {
        return metricsPort;
    }

    /** Returns the chat behind the server, for applications that run the server in their own process. */
    public Chat chat() {
        return backend.chat();
    }

    /**
     * Stops the server in this order, in bounded time:
     *
     * <ol>
     *   <li>Readiness turns red, while everything is still served for {@code CHATROOMS_DRAIN_SECONDS}.
     *   <li>New connections are refused. WebSocket clients receive the replies to their pending requests and are asked
     *       to reconnect after a random delay; event streams and long polls end with their cursor.
     *   <li>Requests in progress are completed.
     *   <li>Pending writes are committed, and the database is closed.
     * </ol>
     *
     * May be called again, also by several threads: all of them return when the server has stopped.
     */
    @Override
    public void close() {
        synchronized (closing) {
            if (closed) {
                return;
            }
            closed = true;
            removeExitHook();
            web.drain(drainTime);
            closer.close();
        }
    }

    private void removeExitHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(exitHook);
        } catch (IllegalStateException exiting) {
            LOG.debug("The hook is already running", exiting);
        }
    }

    /**
     * Makes {@link #close} stop waiting for the drain time and for requests. It still commits pending writes and closes
     * everything in order.
     */
    public void stopWaiting() {
        web.stopWaiting();
    }

    /** A builder of servers. Each documented variable has its default unless it is set here. */
    public static final class Builder {
        private final Map<String, String> variables = new HashMap<>();
        private @Nullable MeterRegistry registry;
        private boolean closeOnExit = true;

        private Builder() {}

        /** Sets a variable by its documented name, such as {@code CHATROOMS_PORT}. */
        public Builder set(String variable, String value) {
            variables.put(variable, value);
            return this;
        }

        /**
         * Registers the server's meters with the application's registry until the server closes. The registry is never
         * closed. The server then has no metrics endpoint, so {@code CHATROOMS_METRICS_PORT} must be empty.
         */
        public Builder meterRegistry(MeterRegistry value) {
            this.registry = value;
            return this;
        }

        /**
         * Sets whether a shutdown hook closes the server when the JVM exits, which is the default. Without it, the
         * application has to call {@link ChatServer#close()}; otherwise the embedded database keeps running.
         */
        public Builder closeOnExit(boolean value) {
            this.closeOnExit = value;
            return this;
        }

        /**
         * Starts the server. The environment of the process is ignored.
         *
         * @throws dev.chatrooms.server.configuration.ConfigurationException if a variable is unknown or invalid
         * @throws RuntimeException if the server cannot start
         */
        public ChatServer start() {
            ChatServer server = ChatServer.start(Configuration.read(Map.<Variable, String>of(), variables), registry);
            if (closeOnExit) {
                server.closeOnExit();
            } else {
                server.leaveExitToOwner();
            }
            return server;
        }
    }
}
