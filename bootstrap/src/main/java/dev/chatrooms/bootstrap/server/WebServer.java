package dev.chatrooms.bootstrap.server;

import dev.chatrooms.application.Chat;
import dev.chatrooms.bootstrap.configuration.Configuration;
import dev.chatrooms.bootstrap.configuration.Origin;
import dev.chatrooms.bootstrap.metrics.ChatMeters;
import dev.chatrooms.http.HttpAdapter;
import dev.chatrooms.http.settings.HttpSettings;
import dev.chatrooms.http.settings.RequestObserver;
import dev.chatrooms.websocket.WebSocketAdapter;
import dev.chatrooms.websocket.WebSocketSettings;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.util.JavalinLogger;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The network side: a Javalin with both adapters, and Jetty set up for many connections that are mostly silent. */
final class WebServer implements AutoCloseable {
    private static final int MAX_THREADS = 32;
    private static final int MIN_THREADS = 4;
    private static final int IDLE_THREAD_MILLIS = 60_000;
    /** An address with 200 ids in it and a token fit in, percent-encoded as well. */
    private static final int MAX_HEADER_BYTES = 32 * 1024;
    /** Longer than the heartbeats of both kinds of stream. */
    private static final int IDLE_CONNECTION_MILLIS = 75_000;

    /** A head has so long, and twice that at most; of a body so many bytes have to come. */
    private static final Duration SENDING_PERIOD = Duration.ofSeconds(10);

    private static final int LEAST_BYTES_PER_SECOND = 256;
    /**
     * Past them nobody is let in until somebody leaves, and who is silent for longer than the streams ever are has to.
     */
    private static final int MAX_CONNECTIONS = 20_000;

    private static final int CROWDED_IDLE_MILLIS = 40_000;

    private static final int ACCEPT_QUEUE = 1024;
    private static final long STOP_MILLIS = 5000;

    private final Javalin javalin;
    private final WebSocketAdapter sockets;

    private WebServer(Javalin javalin, WebSocketAdapter sockets) {
        this.javalin = javalin;
        this.sockets = sockets;
    }

    /** @param observer is told of the requests */
    static WebServer start(Configuration configuration, Chat chat, RequestObserver observer) {
        Configuration.Web web = configuration.web();
        Set<String> origins = web.allowedOrigins().stream().map(Origin::text).collect(Collectors.toUnmodifiableSet());
        HttpAdapter http = HttpAdapter.of(
                chat,
                HttpSettings.using(chat.workers())
                        .allowedOrigins(origins)
                        .trustedProxies(web.trustedProxies())
                        .secureCookies("https".equals(web.publicUrl().getScheme()))
                        .cookieLifetime(web.cookieLifetime())
                        .observer(observer)
                        .wholeServer(true)
                        .build());
        WebSocketAdapter sockets = new WebSocketAdapter(chat, chat.workers(), WebSocketSettings.allowing(origins));
        Javalin javalin = Javalin.create(config -> {
            jetty(config, web);
            http.accept(config);
            sockets.accept(config);
        });
        boolean logs = JavalinLogger.enabled;
        // What goes wrong is said below, once.
        JavalinLogger.enabled = false;
        try {
            javalin.start();
        } catch (RuntimeException e) {
            sockets.close();
            javalin.stop();
            throw new IllegalStateException(
                    "Cannot listen on " + web.host() + ":" + web.port() + ": " + rootOf(e) + ".", e);
        } finally {
            JavalinLogger.enabled = logs;
        }
        return new WebServer(javalin, sockets);
    }

    static String rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        if (root instanceof UnresolvedAddressException || root instanceof UnknownHostException) {
            return "the host cannot be resolved";
        }
        return Objects.requireNonNullElse(root.getMessage(), root.getClass().getSimpleName());
    }

    private static void jetty(JavalinConfig config, Configuration.Web web) {
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, MIN_THREADS, IDLE_THREAD_MILLIS);
        threads.setName("chatrooms-jetty");
        config.startup.showJavalinBanner = false;
        config.startup.startupWatcherEnabled = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.jetty.threadPool = threads;
        config.jetty.addConnector((server, http) -> connector(server, http, web));
        config.jetty.modifyServer(server -> {
            server.setStopTimeout(STOP_MILLIS);
            server.insertHandler(new GracefulHandler());
        });
    }

    private static Connector connector(Server server, HttpConfiguration http, Configuration.Web web) {
        http.setRequestHeaderSize(MAX_HEADER_BYTES);
        http.setSendServerVersion(false);
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(web.host());
        connector.setPort(web.port());
        connector.setIdleTimeout(IDLE_CONNECTION_MILLIS);
        connector.setAcceptQueueSize(ACCEPT_QUEUE);
        connector.addBean(new SlowSenders(connector, SENDING_PERIOD, LEAST_BYTES_PER_SECOND));
        NetworkConnectionLimit limit = new NetworkConnectionLimit(MAX_CONNECTIONS, connector);
        limit.setEndPointIdleTimeout(CROWDED_IDLE_MILLIS);
        connector.addBean(limit);
        return connector;
    }

    /** Adds what there is to measure of it, but for the requests, which the observer is told of. */
    void bindTo(ChatMeters meters) {
        meters.bind(sockets);
    }

    int port() {
        return javalin.port();
    }

    @Override
    public void close() {
        // First of all: no new connection is to take the place of one that is sent away.
        for (Connector connector : javalin.jettyServer().server().getConnectors()) {
            if (connector instanceof NetworkConnector listening) {
                listening.close();
            }
        }
        sockets.close();
        javalin.stop();
    }
}
