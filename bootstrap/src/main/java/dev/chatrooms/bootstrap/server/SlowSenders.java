package dev.chatrooms.bootstrap.server;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes connections whose clients send a request drop by drop, to hold them for next to nothing: the idle time begins
 * anew with each drop, and Jetty's own minimum rate is asked for in a setting that it never looks at, or of a body's
 * first bytes already.
 *
 * <p>Looks at all connections once a period. Who is at the same head as the time before is closed, and so is who is at
 * the same body and has sent less of it since than the least that is taken; so a head has one period, at most two.
 * Connections between two requests, and those that have become something else, are left alone.
 *
 * <p>Lives and dies with the connector that it is a bean of.
 */
final class SlowSenders extends AbstractLifeCycle implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(SlowSenders.class);

    private final AbstractConnector connector;
    private final Duration period;
    private final long leastBytes;
    private volatile Scheduler.@Nullable Task next;

    /** Only within {@link #run}. */
    private Map<HttpConnection, Progress> before = Map.of();

    /** How far a request has come that is still being sent. */
    private record Progress(long message, boolean head, long bytes) {}

    /** @param bytesPerSecond of a body, at least */
    SlowSenders(AbstractConnector connector, Duration period, int bytesPerSecond) {
        this.connector = connector;
        this.period = period;
        this.leastBytes = period.toMillis() * bytesPerSecond / 1000;
    }

    @Override
    protected void doStart() {
        schedule();
    }

    @Override
    protected void doStop() {
        Scheduler.Task last = next;
        if (last != null) {
            last.cancel();
        }
    }

    private void schedule() {
        next = connector.getScheduler().schedule(this, period.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void run() {
        try {
            look();
        } finally {
            if (isRunning()) {
                schedule();
            }
        }
    }

    private void look() {
        Map<HttpConnection, Progress> now = new HashMap<>();
        for (EndPoint endPoint : connector.getConnectedEndPoints()) {
            if (endPoint.getConnection() instanceof HttpConnection connection) {
                Progress progress = progress(connection);
                if (progress == null) {
                    continue;
                }
                if (isTooSlow(before.get(connection), progress)) {
                    LOG.debug("closing {}: its request comes too slowly", endPoint.getRemoteSocketAddress());
                    endPoint.close();
                } else {
                    now.put(connection, progress);
                }
            }
        }
        before = now;
    }

    /** Null where no request is being sent. */
    private static @Nullable Progress progress(HttpConnection connection) {
        HttpParser parser = connection.getParser();
        boolean head = parser.inHeaderState() && !parser.isStart();
        boolean body = parser.inContentState() && !parser.isState(HttpParser.State.CONTENT_END);
        return head || body ? new Progress(connection.getMessagesIn(), head, connection.getBytesIn()) : null;
    }

    private boolean isTooSlow(@Nullable Progress last, Progress now) {
        return last != null
                && last.message() == now.message()
                && last.head() == now.head()
                && (now.head() || now.bytes() - last.bytes() < leastBytes);
    }
}
