package dev.chatrooms.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chatrooms.server.configuration.Configuration;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.List;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Serves {@code /metrics} in the Prometheus text format on a separate port with a few threads of its own. It responds
 * even if the public port is overloaded, and too many scrapes delay only other scrapes. Its own registry includes the
 * JVM's meters.
 *
 * <p>Memory is bounded: the number of connections is limited, and each has at most one response in progress.
 */
final class MetricsEndpoint implements AutoCloseable {
    private static final String TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8";
    private static final String METHODS = "GET, HEAD";
    /** The threads that accept connections and select, per address. */
    private static final int THREADS_PER_ADDRESS = 2;

    private static final int RENDERING_THREADS = 3;
    private static final int IDLE_THREAD_MILLIS = 60_000;
    private static final int MAX_HEADER_BYTES = 8 * 1024;
    private static final int MAX_CONNECTIONS = 16;
    /** Longer than the usual scrape interval, so that a connection is reused. */
    private static final int IDLE_CONNECTION_MILLIS = 75_000;

    private static final int IDLE_MILLIS_AT_CONNECTION_LIMIT = 1000;
    private static final Duration SLOW_REQUEST_PERIOD = Duration.ofSeconds(5);
    private static final int MIN_BYTES_PER_SECOND = 256;
    private static final int ACCEPT_QUEUE = 16;
    private static final long STOP_MILLIS = 1000;

    private final PrometheusMeterRegistry registry;
    private final JvmGcMetrics garbageCollection;
    private final Server server;
    private final int port;

    private MetricsEndpoint(PrometheusMeterRegistry registry, JvmGcMetrics garbageCollection, Server server, int port) {
        this.registry = registry;
        this.garbageCollection = garbageCollection;
        this.server = server;
        this.port = port;
    }

    /**
     * Starts the endpoint.
     *
     * @param port 0 for any free port
     * @throws IllegalStateException if it cannot listen; the message is one sentence that explains why
     */
    static MetricsEndpoint start(Configuration.Metrics configuration, int port) {
        List<ServerSocketChannel> listening = listen(configuration.host(), port);
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        int acceptingThreads = THREADS_PER_ADDRESS * listening.size();
        QueuedThreadPool threads =
                new QueuedThreadPool(acceptingThreads + RENDERING_THREADS, acceptingThreads + 1, IDLE_THREAD_MILLIS);
        threads.setName("chatrooms-metrics");
        Server server = new Server(threads);
        server.setStopTimeout(STOP_MILLIS);
        listening.forEach(channel -> server.addConnector(connector(server, channel)));
        NetworkConnectionLimit limit = new NetworkConnectionLimit(MAX_CONNECTIONS, server);
        limit.setEndPointIdleTimeout(IDLE_MILLIS_AT_CONNECTION_LIMIT);
        server.addBean(limit);
        server.setHandler(new MetricsHandler(registry));
        JvmGcMetrics garbageCollection = new JvmGcMetrics();
        MetricsEndpoint endpoint = new MetricsEndpoint(
                registry, garbageCollection, server, listening.get(0).socket().getLocalPort());
        try {
            server.start();
        } catch (Exception e) {
            endpoint.close();
            ListeningSockets.close(listening);
            throw cannotListen(configuration.host(), port, e);
        }
        new JvmMemoryMetrics().bindTo(registry);
        garbageCollection.bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        return endpoint;
    }

    private static List<ServerSocketChannel> listen(String host, int port) {
        try {
            return ListeningSockets.open(host, port, ACCEPT_QUEUE);
        } catch (IOException | RuntimeException e) {
            throw cannotListen(host, port, e);
        }
    }

    private static IllegalStateException cannotListen(String host, int port, Exception cause) {
        return new IllegalStateException(
                "Cannot listen on " + new HostAndPort(host, port) + " for metrics: " + WebServer.rootCause(cause) + ".",
                cause);
    }

    private static ServerConnector connector(Server server, ServerSocketChannel channel) {
        HttpConfiguration http = new HttpConfiguration();
        http.setRequestHeaderSize(MAX_HEADER_BYTES);
        http.addCustomizer(new HeaderFieldLimit());
        http.setSendServerVersion(false);
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        WebServer.open(connector, channel);
        connector.setIdleTimeout(IDLE_CONNECTION_MILLIS);
        connector.addBean(new SlowRequestReaper(connector, SLOW_REQUEST_PERIOD, MIN_BYTES_PER_SECOND));
        return connector;
    }

    /** Returns the registry whose meters the endpoint serves. */
    MeterRegistry registry() {
        return registry;
    }

    /** Returns the port that the endpoint listens on. */
    int port() {
        return port;
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the metrics endpoint failed to stop", e);
        } finally {
            garbageCollection.close();
            registry.close();
        }
    }

    /** Responds on the server's threads. Rendering the metrics takes a second at most. */
    private static final class MetricsHandler extends Handler.Abstract {
        private final PrometheusMeterRegistry registry;

        MetricsHandler(PrometheusMeterRegistry registry) {
            this.registry = registry;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            String method = request.getMethod();
            if (!ChatServer.METRICS_PATH.equals(Request.getPathInContext(request))) {
                respond(
                        response,
                        callback,
                        HttpStatus.NOT_FOUND_404,
                        "The metrics are at " + ChatServer.METRICS_PATH + ".\n");
            } else if (HttpMethod.GET.is(method) || HttpMethod.HEAD.is(method)) {
                response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
                respond(response, callback, HttpStatus.OK_200, registry.scrape());
            } else {
                response.getHeaders().put(HttpHeader.ALLOW, METHODS);
                respond(response, callback, HttpStatus.METHOD_NOT_ALLOWED_405, "Allowed methods: " + METHODS + ".\n");
            }
            return true;
        }

        private static void respond(Response response, Callback callback, int status, String text) {
            byte[] content = text.getBytes(UTF_8);
            response.setStatus(status);
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, TEXT_FORMAT);
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, content.length);
            response.write(true, ByteBuffer.wrap(content), callback);
        }
    }
}
