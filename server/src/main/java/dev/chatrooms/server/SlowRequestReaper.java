package dev.chatrooms.server;

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
 * Closes connections whose clients send a request very slowly, as in a Slowloris attack. Jetty's own means do not
 * suffice: every byte restarts the idle timeout, one setting for a minimum data rate is ignored, and the other applies
 * from the first bytes of a body.
 *
 * <p>Checks all connections once per period. A connection is closed if it is still reading the same request head as at
 * the previous check, or if it is still reading the same body and has received less than the minimum since. A request
 * head therefore has between one and two periods to arrive. Connections between requests and upgraded connections are
 * not affected, nor is a body that the server does not want to read at the moment, for example while the file store is
 * slow.
 *
 * <p>A bean of its connector, which starts and stops it.
 */
final class SlowRequestReaper extends AbstractLifeCycle implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(SlowRequestReaper.class);

    private final AbstractConnector connector;
    private final Duration period;
    private final long minBytes;
    private volatile Scheduler.@Nullable Task next;

    /** Used in {@link #run} only. */
    private Map<HttpConnection, Progress> previous = Map.of();

    /** The progress of a request that is still being received. */
    private record Progress(long message, boolean head, long bytes) {}

    /** @param bytesPerSecond minimum rate at which a body must arrive */
    SlowRequestReaper(AbstractConnector connector, Duration period, int bytesPerSecond) {
        this.connector = connector;
        this.period = period;
        this.minBytes = period.toMillis() * bytesPerSecond / 1000;
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
            check();
        } finally {
            if (isRunning()) {
                schedule();
            }
        }
    }

    private void check() {
        Map<HttpConnection, Progress> current = new HashMap<>();
        for (EndPoint endPoint : connector.getConnectedEndPoints()) {
            if (endPoint.getConnection() instanceof HttpConnection connection) {
                Progress progress = progress(connection, endPoint);
                if (progress == null) {
                    continue;
                }
                if (isTooSlow(previous.get(connection), progress)) {
                    LOG.debug(
                            "Closing connection from {}: its request arrives too slowly",
                            endPoint.getRemoteSocketAddress());
                    endPoint.close();
                } else {
                    current.put(connection, progress);
                }
            }
        }
        previous = current;
    }

    /** Returns null if no request is being received. */
    private static @Nullable Progress progress(HttpConnection connection, EndPoint endPoint) {
        HttpParser parser = connection.getParser();
        boolean head = parser.inHeaderState() && !parser.isStart();
        // The parser stays before the content of an announced length of 0 as long as nothing asks it for more.
        boolean body = parser.inContentState()
                && parser.getContentLength() != 0
                && !parser.isState(HttpParser.State.CONTENT_END)
                && endPoint.isFillInterested();
        return head || body ? new Progress(connection.getMessagesIn(), head, connection.getBytesIn()) : null;
    }

    private boolean isTooSlow(@Nullable Progress last, Progress now) {
        return last != null
                && last.message() == now.message()
                && last.head() == now.head()
                && (now.head() || now.bytes() - last.bytes() < minBytes);
    }
}
