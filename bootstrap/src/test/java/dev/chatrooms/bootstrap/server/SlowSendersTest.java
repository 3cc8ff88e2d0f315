package dev.chatrooms.bootstrap.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Clients that take their time, each with a socket of its own; how fast that passes is up to the test, which says when
 * they are looked at. That a server has closed is read from it, however long that takes.
 */
@Timeout(300)
class SlowSendersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Of a body, from one look to the next. */
    private static final int LEAST_BYTES = 60_000;

    private static final String QUICK = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final String HALF_A_HEAD = "GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ";
    private static final String HALF_A_BODY = "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\nabc";

    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    /** By themselves they look long after the test. */
    private final SlowSenders senders = new SlowSenders(connector, Duration.ofMinutes(10), LEAST_BYTES / 600);

    /** Reads whole bodies and says how long they were. */
    private static final class Lengths extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            Content.Source.asByteBuffer(
                    request,
                    Promise.from(
                            body -> Content.Sink.write(response, true, body.remaining() + " bytes\n", callback),
                            callback::failed));
            return true;
        }
    }

    @BeforeEach
    void start() throws Exception {
        // Longer than the test: what is closed was not idle.
        connector.setIdleTimeout(Duration.ofMinutes(10).toMillis());
        connector.addBean(senders);
        server.addConnector(connector);
        server.setHandler(new Lengths());
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    private Socket connect() throws IOException {
        return new Socket("127.0.0.1", connector.getLocalPort());
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** The answer's last line. */
    private static String answer(Socket socket) throws IOException {
        StringBuilder answer = new StringBuilder();
        InputStream in = socket.getInputStream();
        while (!answer.toString().endsWith(" bytes\n")) {
            int next = in.read();
            assertThat(next).as("a byte after: %s", answer).isNotNegative();
            answer.append((char) next);
        }
        return answer.substring(answer.lastIndexOf("\r\n") + 2).strip();
    }

    /** Looks again and again until it is; what comes before that does not matter. */
    private void shouldBeClosed(Socket socket) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        socket.setSoTimeout(20);
        while (!isClosed(socket)) {
            assertThat(System.nanoTime()).as("closed in time").isLessThan(deadline);
            senders.run();
        }
    }

    private static boolean isClosed(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException notYet) {
            return false;
        }
    }

    @Test
    void connectionShouldBeClosedWhenAHeadDoesNotEnd() throws IOException {
        try (Socket slow = connect()) {
            send(slow, HALF_A_HEAD);

            shouldBeClosed(slow);
        }
    }

    @Test
    void connectionShouldBeClosedWhenAHeadComesDropByDrop() throws IOException {
        try (Socket slow = connect()) {
            send(slow, HALF_A_HEAD);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            slow.setSoTimeout(20);

            // Each drop would keep it from being idle; a closed connection takes none.
            assertThatThrownBy(() -> {
                        while (System.nanoTime() < deadline) {
                            send(slow, "x");
                            senders.run();
                            if (isClosed(slow)) {
                                throw new SocketException("closed");
                            }
                        }
                    })
                    .isInstanceOf(SocketException.class);
        }
    }

    @Test
    void connectionShouldBeClosedWhenALaterHeadDoesNotEnd() throws IOException {
        try (Socket slow = connect()) {
            send(slow, QUICK);
            assertThat(answer(slow)).isEqualTo("0 bytes");
            send(slow, HALF_A_HEAD);

            shouldBeClosed(slow);
        }
    }

    @Test
    void connectionShouldBeClosedWhenABodyStopsComing() throws IOException {
        try (Socket slow = connect()) {
            send(slow, HALF_A_BODY);

            shouldBeClosed(slow);
        }
    }

    @Test
    void connectionShouldStayWhenNoRequestIsUnderWay() throws IOException {
        try (Socket silent = connect();
                Socket between = connect()) {
            send(between, QUICK);
            assertThat(answer(between)).isEqualTo("0 bytes");
            for (int i = 0; i < 3; i++) {
                // That one after another was closed shows that all have been looked at.
                connectionShouldBeClosedWhenAHeadDoesNotEnd();
            }

            send(between, QUICK);
            assertThat(answer(between)).isEqualTo("0 bytes");
            send(silent, QUICK);
            assertThat(answer(silent)).isEqualTo("0 bytes");
        }
    }

    @Test
    void bodyShouldBeTakenWhenItComesQuicklyEnough() throws IOException {
        String head = "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n";
        String piece = Integer.toHexString(LEAST_BYTES) + "\r\n" + "x".repeat(LEAST_BYTES) + "\r\n";
        try (Socket steady = connect();
                Socket slow = connect()) {
            send(slow, HALF_A_HEAD);
            send(steady, head);
            for (int looks = 1; looks <= 5; looks++) {
                send(steady, piece);
                awaitReceived(steady, head.length() + looks * piece.length());
                senders.run();
            }
            send(steady, "0\r\n\r\n");

            assertThat(answer(steady)).isEqualTo(5 * LEAST_BYTES + " bytes");
            shouldBeClosed(slow);
        }
    }

    private void awaitReceived(Socket socket, long bytes) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (received(socket) < bytes) {
            assertThat(System.nanoTime()).as("received in time").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private long received(Socket socket) {
        SocketAddress client = socket.getLocalSocketAddress();
        return connector.getConnectedEndPoints().stream()
                .filter(end -> client.equals(end.getRemoteSocketAddress()))
                .mapToLong(end -> end.getConnection().getBytesIn())
                .sum();
    }
}
