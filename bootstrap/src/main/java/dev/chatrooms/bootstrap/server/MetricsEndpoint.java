package dev.chatrooms.bootstrap.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chatrooms.bootstrap.configuration.Configuration;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.ByteBuffer;
import java.time.Duration;
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
 * {@code /metrics} in the text format of Prometheus, on a port and a few threads of its own: it answers where the
 * public side is too busy to, and whoever asks too often keeps only others who ask here waiting. It has a registry of
 * its own, with the JVM's meters in it.
 *
 * <p>What it holds is bounded: so many connections, each with one page under way at most.
 */
final class MetricsEndpoint implements AutoCloseable {
    static final String PATH = "/metrics";

    private static final String TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8";
    private static final String METHODS = "GET, HEAD";
    /** Two of them take and read what comes; the others make pages. */
    private static final int MAX_THREADS = 5;

    private static final int MIN_THREADS = 3;
    private static final int IDLE_THREAD_MILLIS = 60_000;
    private static final int MAX_HEADER_BYTES = 8 * 1024;
    private static final int MAX_CONNECTIONS = 16;
    /** Longer than the pause between two scrapes as a rule is, so that a connection serves many of them. */
    private static final int IDLE_CONNECTION_MILLIS = 75_000;

    private static final int CROWDED_IDLE_MILLIS = 1000;
    private static final Duration SENDING_PERIOD = Duration.ofSeconds(5);
    private static final int LEAST_BYTES_PER_SECOND = 256;
    private static final int ACCEPT_QUEUE = 16;
    private static final long STOP_MILLIS = 1000;

    private final PrometheusMeterRegistry registry;
    private final JvmGcMetrics collections;
    private final Server server;
    private final ServerConnector connector;

    private MetricsEndpoint(
            PrometheusMeterRegistry registry, JvmGcMetrics collections, Server server, ServerConnector connector) {
        this.registry = registry;
        this.collections = collections;
        this.server = server;
        this.connector = connector;
    }

    /**
     * Listens.
     *
     * @param port 0 takes any free one
     * @throws IllegalStateException if it cannot, with one sentence that says why
     */
    static MetricsEndpoint start(Configuration.Metrics configuration, int port) {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, MIN_THREADS, IDLE_THREAD_MILLIS);
        threads.setName("chatrooms-metrics");
        Server server = new Server(threads);
        server.setStopTimeout(STOP_MILLIS);
        ServerConnector connector = connector(server, configuration.host(), port);
        server.addConnector(connector);
        server.setHandler(new Pages(registry));
        JvmGcMetrics collections = new JvmGcMetrics();
        MetricsEndpoint endpoint = new MetricsEndpoint(registry, collections, server, connector);
        try {
            server.start();
        } catch (Exception e) {
            endpoint.close();
            throw new IllegalStateException(
                    "Cannot listen on " + configuration.host() + ":" + port + " for metrics: " + WebServer.rootOf(e)
                            + ".",
                    e);
        }
        new JvmMemoryMetrics().bindTo(registry);
        collections.bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        return endpoint;
    }

    private static ServerConnector connector(Server server, String host, int port) {
        HttpConfiguration http = new HttpConfiguration();
        http.setRequestHeaderSize(MAX_HEADER_BYTES);
        http.setSendServerVersion(false);
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(host);
        connector.setPort(port);
        connector.setIdleTimeout(IDLE_CONNECTION_MILLIS);
        connector.setAcceptQueueSize(ACCEPT_QUEUE);
        connector.addBean(new SlowSenders(connector, SENDING_PERIOD, LEAST_BYTES_PER_SECOND));
        NetworkConnectionLimit limit = new NetworkConnectionLimit(MAX_CONNECTIONS, connector);
        limit.setEndPointIdleTimeout(CROWDED_IDLE_MILLIS);
        connector.addBean(limit);
        return connector;
    }

    /** What is registered here is on the page. */
    MeterRegistry registry() {
        return registry;
    }

    /** Where it listens. */
    int port() {
        return connector.getLocalPort();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the metrics endpoint did not stop in order", e);
        } finally {
            collections.close();
            registry.close();
        }
    }

    /** Answers on the server's threads: to make a page takes a second at most. */
    private static final class Pages extends Handler.Abstract {
        private final PrometheusMeterRegistry registry;

        Pages(PrometheusMeterRegistry registry) {
            this.registry = registry;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            String method = request.getMethod();
            if (!PATH.equals(Request.getPathInContext(request))) {
                answer(response, callback, HttpStatus.NOT_FOUND_404, "The metrics are at " + PATH + ".\n");
            } else if (HttpMethod.GET.is(method) || HttpMethod.HEAD.is(method)) {
                response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
                answer(response, callback, HttpStatus.OK_200, registry.scrape());
            } else {
                response.getHeaders().put(HttpHeader.ALLOW, METHODS);
                answer(response, callback, HttpStatus.METHOD_NOT_ALLOWED_405, "This path has " + METHODS + ".\n");
            }
            return true;
        }

        private static void answer(Response response, Callback callback, int status, String text) {
            byte[] content = text.getBytes(UTF_8);
            response.setStatus(status);
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, TEXT_FORMAT);
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, content.length);
            response.write(true, ByteBuffer.wrap(content), callback);
        }
    }
}
