package dev.chatrooms.websocket;

import dev.chatrooms.application.Chat;
import io.javalin.config.JavalinConfig;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The WebSocket API at {@value #PATH}, for any Javalin.
 *
 * <pre>{@code
 * WebSocketAdapter sockets = new WebSocketAdapter(chat, workers, WebSocketSettings.allowing(origins));
 * Javalin app = Javalin.create(config -> {
 *     sockets.accept(config);
 *     // and whatever else the host serves
 * });
 * }</pre>
 *
 * <p>One is good for one Javalin, and closes when that stops. Neither the chat nor the workers are closed.
 */
public final class WebSocketAdapter implements Consumer<JavalinConfig>, AutoCloseable {
    public static final String PATH = "/api/v1/ws";

    private final Node node;
    private final Connections connections = new Connections();
    private final Writers writers = new Writers(writerThreads());
    private final Heartbeat heartbeat = new Heartbeat(connections);
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * @param workers runs what blocks on the store; it may refuse
     *     ({@link java.util.concurrent.RejectedExecutionException}) but must not run in the caller
     */
    public WebSocketAdapter(Chat chat, Executor workers, WebSocketSettings settings) {
        this(
                new UseCases(
                        chat.authentication(),
                        chat.messages(),
                        chat.editing(),
                        chat.ownRooms(),
                        chat.typing(),
                        chat.events()),
                workers,
                settings,
                System::nanoTime);
    }

    WebSocketAdapter(UseCases useCases, Executor workers, WebSocketSettings settings, LongSupplier nanos) {
        this.node = new Node(useCases, workers, settings, connections, writers, nanos);
        heartbeat.start();
    }

    /** Half of the processors: the feed, the committer and Jetty need theirs. */
    private static int writerThreads() {
        return Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    }

    @Override
    public void accept(JavalinConfig config) {
        config.jetty.modifyServer(
                server -> server.insertHandler(new Handshake(node, server, () -> path(config.router.contextPath))));
        config.events.serverStopping(this::close);
    }

    private static String path(String contextPath) {
        return contextPath.equals("/") ? PATH : contextPath + PATH;
    }

    /** Looks after the limits in time now, and not only when the next second is over. */
    void beat() {
        heartbeat.beat();
    }

    /** How many connections are open just now, those included that have not said who they are yet. Never blocks. */
    public int openConnections() {
        return connections.count();
    }

    /** How many bytes the connection holds that holds the most. */
    int mostHeldBytes() {
        AtomicInteger most = new AtomicInteger();
        connections.forEach(connection -> most.accumulateAndGet(connection.heldBytes(), Math::max));
        return most.get();
    }

    /**
     * Takes no more connections, answers what is under way and sends all clients away, to reconnect elsewhere or later.
     * Bounded in time.
     */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        connections.close();
        connections.forEach(Connection::goAway);
        try {
            long half = node.settings().shutdownTimeout().toNanos() / 2;
            connections.awaitEmpty(half);
            connections.forEach(Connection::goAwayNow);
            connections.awaitEmpty(half);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        connections.forEach(Connection::abort);
        heartbeat.close();
        writers.close();
    }
}
