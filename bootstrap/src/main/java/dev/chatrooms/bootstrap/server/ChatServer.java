package dev.chatrooms.bootstrap.server;

import dev.chatrooms.bootstrap.configuration.Configuration;
import dev.chatrooms.bootstrap.configuration.Variable;
import dev.chatrooms.bootstrap.metrics.ChatMeters;
import dev.chatrooms.http.settings.RequestObserver;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The whole server in one object, as the jar runs it.
 *
 * <pre>{@code
 * try (ChatServer server = ChatServer.builder().set("CHATROOMS_PORT", "0").start()) {
 *     System.out.println("http://localhost:" + server.port());
 * }
 * }</pre>
 */
public final class ChatServer implements AutoCloseable {
    private final Closing closing;
    private final Backend backend;
    private final WebServer web;
    private final OptionalInt metricsPort;

    private ChatServer(Closing closing, Backend backend, WebServer web, OptionalInt metricsPort) {
        this.closing = closing;
        this.backend = backend;
        this.web = web;
        this.metricsPort = metricsPort;
    }

    public static Builder builder() {
        return new Builder();
    }

    /**
     * Starts a server of this configuration; it answers when this returns.
     *
     * @throws RuntimeException if it cannot start, with one sentence that says why; nothing stays open then
     */
    public static ChatServer start(Configuration configuration) {
        return start(configuration, null);
    }

    private static ChatServer start(Configuration configuration, @Nullable MeterRegistry given) {
        Configuration.Metrics metrics = configuration.metrics();
        if (given != null && metrics.port().isPresent()) {
            throw new IllegalStateException(
                    "CHATROOMS_METRICS_PORT and a registry of the application's exclude each other: what is in that registry the application serves.");
        }
        Closing closing = new Closing();
        try {
            Backend backend = closing.add(Backend.open(configuration));
            MeterRegistry registry = given;
            OptionalInt metricsPort = OptionalInt.empty();
            if (metrics.port().isPresent()) {
                // Before the public side: nobody is let in by a server that is not going to stay.
                MetricsEndpoint endpoint = closing.add(
                        MetricsEndpoint.start(metrics, metrics.port().getAsInt()));
                registry = endpoint.registry();
                metricsPort = OptionalInt.of(endpoint.port());
            }
            if (registry == null) {
                WebServer web = closing.add(WebServer.start(configuration, backend.chat(), RequestObserver.NONE));
                return new ChatServer(closing, backend, web, metricsPort);
            }
            ChatMeters meters = closing.add(ChatMeters.in(registry));
            backend.bindTo(meters);
            WebServer web = closing.add(WebServer.start(configuration, backend.chat(), meters.requests()));
            web.bindTo(meters);
            return new ChatServer(closing, backend, web, metricsPort);
        } catch (RuntimeException e) {
            closing.close();
            throw e;
        }
    }

    /** Where it listens. */
    public int port() {
        return web.port();
    }

    /** Where the metrics are, below {@code /metrics}; empty where they are nowhere, or in a registry that was given. */
    public OptionalInt metricsPort() {
        return metricsPort;
    }

    /** The chat behind the server, for an application that starts it in its own process. */
    public dev.chatrooms.application.Chat chat() {
        return backend.chat();
    }

    /**
     * Takes no more, finishes what is in flight, sends clients away to reconnect, and closes everything; bounded in
     * time.
     */
    @Override
    public void close() {
        closing.close();
    }

    /** A configuration in the making: the variables of the documentation, each with its default. */
    public static final class Builder {
        private final Map<String, String> variables = new HashMap<>();
        private @Nullable MeterRegistry registry;

        private Builder() {}

        /** Sets a variable by its documented name, such as {@code CHATROOMS_PORT}. */
        public Builder set(String variable, String value) {
            variables.put(variable, value);
            return this;
        }

        /**
         * Puts the server's meters into a registry of the application's, until the server closes; the registry is not
         * closed. There is no endpoint for them then, so {@code CHATROOMS_METRICS_PORT} has to be empty.
         */
        public Builder meterRegistry(MeterRegistry value) {
            this.registry = value;
            return this;
        }

        /**
         * Starts it; the environment of the process is not looked at.
         *
         * @throws dev.chatrooms.bootstrap.configuration.ConfigurationException for an unknown variable or a bad value
         * @throws RuntimeException if it cannot start
         */
        public ChatServer start() {
            return ChatServer.start(Configuration.read(Map.<Variable, String>of(), variables), registry);
        }
    }
}
