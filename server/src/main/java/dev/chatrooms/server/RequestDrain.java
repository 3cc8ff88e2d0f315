package dev.chatrooms.server;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.IdleTimeout;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.internal.HttpConnection;

/**
 * Waits until a server that accepts no more connections has none left, so that no request is cut off. Closes
 * connections that carry no request.
 *
 * <p>Replaces Jetty's graceful stop, which refuses requests that arrive on open connections with 503, closes
 * connections whose response takes longer than a second, and does not count requests that have arrived but were not
 * read yet. Here, such requests are served. Their responses announce that the connection closes (see
 * {@link dev.chatrooms.http.HttpAdapter#startDraining}).
 *
 * <p>A connection counts as unused if nothing was received or sent for {@link StopLimits#unused}. A client that sends
 * one request after the other therefore gets such a response first, and a request and the close do not cross on the
 * wire.
 */
final class RequestDrain {
    private static final long CHECK_MILLIS = 20;

    private RequestDrain() {}

    /**
     * Waits until all connections are closed. Returns early if the limit for requests elapses or the latch opens.
     *
     * @return whether all connections are closed
     */
    static boolean await(Server server, StopLimits limits, CountDownLatch stopWaiting) throws InterruptedException {
        long end = System.nanoTime() + limits.requests().toNanos();
        while (true) {
            List<EndPoint> open = Arrays.stream(server.getConnectors())
                    .map(Connector::getConnectedEndPoints)
                    .flatMap(Collection::stream)
                    .toList();
            open.stream().filter(endPoint -> isUnused(endPoint, limits)).forEach(EndPoint::close);
            if (open.isEmpty()) {
                return true;
            }
            if (end - System.nanoTime() < 0 || stopWaiting.await(CHECK_MILLIS, TimeUnit.MILLISECONDS)) {
                return false;
            }
        }
    }

    private static boolean isUnused(EndPoint endPoint, StopLimits limits) {
        return endPoint.getConnection() instanceof HttpConnection connection
                && connection.getParser().isStart()
                && endPoint instanceof IdleTimeout idle
                && idle.getIdleFor() > limits.unused().toMillis();
    }
}
