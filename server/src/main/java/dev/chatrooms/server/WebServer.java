package dev.chatrooms.server;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.identity.Authenticator;
import dev.chatrooms.application.identity.TokenAuthenticator;
import dev.chatrooms.application.monitoring.RequestObserver;
import dev.chatrooms.http.HttpAdapter;
import dev.chatrooms.http.settings.HttpSettings;
import dev.chatrooms.metrics.ChatMeters;
import dev.chatrooms.security.JwtAuthenticator;
import dev.chatrooms.server.configuration.Configuration;
import dev.chatrooms.web.WebClient;
import dev.chatrooms.websocket.WebSocketAdapter;
import dev.chatrooms.websocket.WebSocketSettings;
import dev.chatrooms.wire.Origin;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.util.JavalinLogger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The public port: Javalin with both adapters and the web client, on a Jetty that is tuned for many mostly idle
 * connections.
 */
public final class WebServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);
    private static final int MAX_THREADS = 32;
    private static final int MIN_THREADS = 4;
    private static final int IDLE_THREAD_MILLIS = 60_000;
    /** Fits a URL with 200 percent-encoded ids, and a token. */
    private static final int MAX_HEADER_BYTES = 32 * 1024;
    /** Longer than the heartbeat intervals of WebSockets and of server-sent events. */
    private static final int IDLE_CONNECTION_MILLIS = 75_000;

    /** The time for a request head is between one and two periods. */
    private static final Duration SLOW_REQUEST_PERIOD = Duration.ofSeconds(10);

    private static final int MIN_BYTES_PER_SECOND = 256;
    /** At the limit, new connections wait, and a shorter idle timeout closes connections that are not streams. */
    private static final int MAX_CONNECTIONS = 20_000;

    /** The heap that a connection takes while its request arrives, without the body. */
    private static final int CONNECTION_BYTES = 12 * 1024;

    private static final int IDLE_MILLIS_AT_CONNECTION_LIMIT = 40_000;

    private static final int ACCEPT_QUEUE = 1024;

    private final Javalin javalin;
    private final HttpAdapter http;
    private final WebSocketAdapter sockets;
    private final StopLimits stopLimits;
    private final CountDownLatch stopWaiting = new CountDownLatch(1);

    private WebServer(Javalin javalin, HttpAdapter http, WebSocketAdapter sockets, StopLimits stopLimits) {
        this.stopLimits = stopLimits;
        this.javalin = javalin;
        this.http = http;
        this.sockets = sockets;
    }

    /**
     * Starts to listen, as configured.
     *
     * @param observer receives each answered request
     * @throws IllegalStateException if it cannot listen; the message is one sentence
     */
    public static WebServer start(Configuration configuration, Chat chat, RequestObserver observer) {
        return start(configuration, chat, observer, StopLimits.DEFAULT);
    }

    static WebServer start(Configuration configuration, Chat chat, RequestObserver observer, StopLimits stopLimits) {
        List<ServerSocketChannel> listening = listen(configuration.web());
        try {
            return start(configuration, listening, chat, observer, stopLimits);
        } catch (RuntimeException e) {
            ListeningSockets.close(listening);
            throw e;
        }
    }

    /** Returns the tokens of the other application, if there is one, and those of the server. */
    private static Authenticator[] authenticators(Configuration configuration, Chat chat) {
        return Stream.concat(
                        configuration.identity().stream()
                                .map(identity -> new JwtAuthenticator(chat.sessions(), identity.tokens())),
                        Stream.of(new TokenAuthenticator(chat.authentication())))
                .toArray(Authenticator[]::new);
    }

    private static WebServer start(
            Configuration configuration,
            List<ServerSocketChannel> listening,
            Chat chat,
            RequestObserver observer,
            StopLimits stopLimits) {
        Configuration.Web web = configuration.web();
        Set<String> origins = web.allowedOrigins().stream().map(Origin::text).collect(Collectors.toUnmodifiableSet());
        Authenticator[] authenticators = authenticators(configuration, chat);
        HttpAdapter http = HttpAdapter.of(
                chat,
                HttpSettings.using(chat.workers())
                        .allowedOrigins(origins)
                        .trustedProxies(web.trustedProxies())
                        .authenticators(authenticators)
                        .publicPath(web.publicUrl().getRawPath())
                        .secureCookies("https".equals(web.publicUrl().getScheme()))
                        .cookieLifetime(web.cookieLifetime())
                        .requestsInFlight(configuration.limits().requestsInFlight())
                        .anonymousRequests(configuration.limits().connectionsPerAddress())
                        .observer(observer)
                        .wholeServer(true)
                        .manual(true)
                        .build());
        WebSocketAdapter sockets = new WebSocketAdapter(
                chat,
                chat.workers(),
                WebSocketSettings.allowing(origins)
                        .withAuthenticators(authenticators)
                        .withTrustedProxies(web.trustedProxies())
                        .withShutdownTimeout(stopLimits.sockets())
                        .withPublicPath(web.publicUrl().getRawPath()));
        Javalin javalin = Javalin.create(config -> {
            jetty(
                    config,
                    listening,
                    ConnectionsPerAddress.of(configuration.limits().connectionsPerAddress(), web.trustedProxies()));
            http.accept(config);
            sockets.accept(config);
            new WebClient("").accept(config);
        });
        boolean logging = JavalinLogger.enabled;
        // A failure is reported once, by the exception below.
        JavalinLogger.enabled = false;
        try {
            javalin.start();
        } catch (RuntimeException e) {
            sockets.close();
            javalin.stop();
            throw cannotListen(web, e);
        } finally {
            JavalinLogger.enabled = logging;
        }
        return new WebServer(javalin, http, sockets, stopLimits);
    }

    private static List<ServerSocketChannel> listen(Configuration.Web web) {
        try {
            return ListeningSockets.open(web.host(), web.port(), ACCEPT_QUEUE);
        } catch (IOException | RuntimeException e) {
            throw cannotListen(web, e);
        }
    }

    private static IllegalStateException cannotListen(Configuration.Web web, Exception cause) {
        return new IllegalStateException(
                "Cannot listen on " + new HostAndPort(web.host(), web.port()) + ": " + rootCause(cause) + ".", cause);
    }

    static String rootCause(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        if (root instanceof UnresolvedAddressException || root instanceof UnknownHostException) {
            return "the host name cannot be resolved";
        }
        return Objects.requireNonNullElse(root.getMessage(), root.getClass().getSimpleName());
    }

    private static void jetty(
            JavalinConfig config, List<ServerSocketChannel> listening, ConnectionsPerAddress addresses) {
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, MIN_THREADS, IDLE_THREAD_MILLIS);
        threads.setName("chatrooms-jetty");
        config.startup.showJavalinBanner = false;
        config.startup.startupWatcherEnabled = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.jetty.threadPool = threads;
        listening.forEach(
                channel -> config.jetty.addConnector((server, http) -> connector(server, http, channel, addresses)));
        config.jetty.modifyServer(server -> {
            NetworkConnectionLimit limit = new NetworkConnectionLimit(
                    maxConnections(Runtime.getRuntime().maxMemory()), server);
            limit.setEndPointIdleTimeout(IDLE_MILLIS_AT_CONNECTION_LIMIT);
            server.addBean(limit);
            // RequestDrain has waited before.
            server.setStopTimeout(0);
        });
    }

    /** Returns the limit for a heap, of which all connections together take at most a half. */
    static int maxConnections(long maxHeap) {
        return (int) Math.min(MAX_CONNECTIONS, maxHeap / 2 / CONNECTION_BYTES);
    }

    private static Connector connector(
            Server server, HttpConfiguration http, ServerSocketChannel channel, ConnectionsPerAddress addresses) {
        http.setRequestHeaderSize(MAX_HEADER_BYTES);
        http.addCustomizer(new HeaderFieldLimit());
        http.setSendServerVersion(false);
        DrainingConnector connector = new DrainingConnector(server, new HttpConnectionFactory(http), addresses);
        open(connector, channel);
        connector.setIdleTimeout(IDLE_CONNECTION_MILLIS);
        connector.addBean(new SlowRequestReaper(connector, SLOW_REQUEST_PERIOD, MIN_BYTES_PER_SECOND));
        return connector;
    }

    static void open(ServerConnector connector, ServerSocketChannel channel) {
        try {
            connector.open(channel);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds the meters of this server, except for those of requests, which the observer records. */
    void bindTo(ChatMeters meters) {
        meters.bind(sockets);
    }

    public int port() {
        return javalin.port();
    }

    /** Turns readiness red and continues to serve for this time, or until {@link #stopWaiting} is called. */
    void drain(Duration time) {
        http.startDraining();
        try {
            stopWaiting.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            stopWaiting();
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the waits of {@link #drain} and {@link #close}, now and later. */
    void stopWaiting() {
        stopWaiting.countDown();
    }

    /**
     * Refuses new connections, asks WebSocket clients to reconnect elsewhere, ends streams and polls with their cursor,
     * and completes the requests in progress, for a bounded time.
     */
    @Override
    public void close() {
        http.startDraining();
        Server server = javalin.jettyServer().server();
        // Stops accepting first, so that closed clients cannot reconnect to this server.
        for (Connector connector : server.getConnectors()) {
            if (connector instanceof NetworkConnector listening) {
                listening.close();
            }
        }
        http.endStreams();
        sockets.close();
        try {
            if (!RequestDrain.await(server, stopLimits, stopWaiting)) {
                LOG.warn("Closing connections with requests in progress");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        javalin.stop();
    }
}
