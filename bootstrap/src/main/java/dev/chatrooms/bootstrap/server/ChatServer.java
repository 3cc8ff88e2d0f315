package dev.chatrooms.bootstrap.server;

import dev.chatrooms.bootstrap.configuration.Configuration;
import dev.chatrooms.bootstrap.configuration.Variable;
import java.util.HashMap;
import java.util.Map;

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
    private final Backend backend;
    private final WebServer web;

    private ChatServer(Backend backend, WebServer web) {
        this.backend = backend;
        this.web = web;
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
        Backend backend = Backend.open(configuration);
        try {
            return new ChatServer(backend, WebServer.start(configuration, backend.chat()));
        } catch (RuntimeException e) {
            backend.close();
            throw e;
        }
    }

    /** Where it listens. */
    public int port() {
        return web.port();
    }

    /** The chat behind the server, for an application that starts it in its own process. */
    public dev.chatrooms.application.Chat chat() {
        return backend.chat();
    }

    /** Takes no more, finishes what is in flight, sends clients away to reconnect, and closes everything; bounded in time. */
    @Override
    public void close() {
        web.close();
        backend.close();
    }

    /** A configuration in the making: the variables of the documentation, each with its default. */
    public static final class Builder {
        private final Map<String, String> variables = new HashMap<>();

        private Builder() {}

        /** Sets a variable by its documented name, such as {@code CHATROOMS_PORT}. */
        public Builder set(String variable, String value) {
            variables.put(variable, value);
            return this;
        }

        /**
         * Starts it; the environment of the process is not looked at.
         *
         * @throws dev.chatrooms.bootstrap.configuration.ConfigurationException for an unknown variable or a bad value
         * @throws RuntimeException if it cannot start
         */
        public ChatServer start() {
            return ChatServer.start(Configuration.read(Map.<Variable, String>of(), variables));
        }
    }
}
