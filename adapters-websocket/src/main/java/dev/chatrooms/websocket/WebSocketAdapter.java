package dev.chatrooms.websocket;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.identity.Authenticators;
import dev.chatrooms.application.monitoring.OpenConnections;
import dev.chatrooms.application.transfer.TransferMemory;
import dev.chatrooms.wire.ClientAddress;
import io.javalin.config.JavalinConfig;
import jakarta.servlet.http.HttpServlet;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A Javalin plug-in that serves the WebSocket API at {@value #PATH}, below the base path of its settings.
 *
 * <pre>{@code
 * WebSocketAdapter sockets = new WebSocketAdapter(chat, workers, WebSocketSettings.allowing(origins));
 * Javalin app = Javalin.create(config -> {
 *     sockets.accept(config);
 *     // other routes of the host
 * });
 * }</pre>
 *
 * <p>On a servlet container with Jakarta WebSocket, such as Tomcat, {@link #servlet()} serves the same protocol.
 *
 * <p>An instance serves a single Javalin, and closes when that stops, or a single servlet container. It closes neither
 * the chat nor the executor.
 */
public final class WebSocketAdapter implements Consumer<JavalinConfig>, OpenConnections, AutoCloseable {
    public static final String PATH = "/api/v1/ws";

    private final ServerContext context;
    private final Connections connections = new Connections();
    private final WriterPool writers = new WriterPool(writerThreads());
    private final Heartbeat heartbeat = new Heartbeat(connections);
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile @Nullable JakartaSockets jakarta;
    /** Evaluated for each use, because the server's context path may be set late. */
    private volatile Supplier<String> contextPath = () -> "";

    /**
     * @param workers runs tasks that block on the store; it may reject them with a
     *     {@link java.util.concurrent.RejectedExecutionException} but must not run them in the calling thread
     */
    public WebSocketAdapter(Chat chat, Executor workers, WebSocketSettings settings) {
        this(
                new UseCases(
                        chat.authentication(),
                        chat.messages(),
                        chat.editing(),
                        chat.membershipSettings(),
                        chat.typing(),
                        chat.events(),
                        chat.streamPlaces()),
                workers,
                settings,
                chat.transferMemory(),
                chat.clock(),
                System::nanoTime);
    }

    WebSocketAdapter(
            UseCases useCases,
            Executor workers,
            WebSocketSettings settings,
            TransferMemory memory,
            InstantSource clock,
            LongSupplier nanos) {
        this.context = new ServerContext(
                useCases,
                Authenticators.of(settings.authenticators(), useCases.authentication()),
                workers,
                settings,
                new ClientAddress(settings.trustedProxies()),
                connections,
                writers,
                memory,
                () -> settings.mount().forClients(contextPath.get()),
                clock,
                nanos);
        heartbeat.start();
    }

    /** Uses half of the processors, and leaves the others to the feed, the committer and Jetty. */
    private static int writerThreads() {
        return Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    }

    @Override
    public void accept(JavalinConfig config) {
        contextPath = () -> config.router.contextPath;
        config.jetty.modifyServer(server -> server.insertHandler(new UpgradeHandler(context, server, this::path)));
        config.events.serverStopping(this::close);
    }

    private String path() {
        return context.settings().mount().inServer(contextPath.get()) + PATH;
    }

    /**
     * Returns a servlet that serves the WebSocket API without Javalin. The host maps it to {@link #servletPath()} of
     * its container, which must support Jakarta WebSocket, and closes this adapter before the container stops.
     */
    public HttpServlet servlet() {
        JakartaSockets sockets = new JakartaSockets();
        jakarta = sockets;
        UpgradeServlet servlet = new UpgradeServlet(context, sockets);
        contextPath = servlet::contextPath;
        return servlet;
    }

    /** Returns the path that the servlet serves, with or without a trailing slash. */
    public String servletPath() {
        return context.settings().mount().basePath() + PATH;
    }

    /** Checks all timeouts now instead of at the next heartbeat. */
    void checkTimeouts() {
        heartbeat.checkTimeouts();
    }

    @Override
    public int openConnections() {
        return connections.count();
    }

    /** Returns the number of bytes queued for the connection that has the most. */
    int maxQueuedBytes() {
        AtomicInteger most = new AtomicInteger();
        connections.forEach(connection -> most.accumulateAndGet(connection.queuedBytes(), Math::max));
        return most.get();
    }

    /**
     * Refuses new connections, completes the requests in progress and closes all connections with close code 4000.
     * Aborts those that are still open when the shutdown timeout has elapsed.
     */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        connections.close();
        connections.forEach(Connection::goAway);
        try {
            long half = context.settings().shutdownTimeout().toNanos() / 2;
            connections.awaitEmpty(half);
            connections.forEach(Connection::goAwayNow);
            connections.awaitEmpty(half);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        connections.forEach(Connection::abort);
        heartbeat.close();
        writers.close();
        JakartaSockets sockets = jakarta;
        if (sockets != null) {
            sockets.close();
        }
    }
}
