package dev.chatrooms.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatrooms.application.Eventually;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sends requests slowly over plain sockets. Each test triggers the checks itself, so it controls the passing of time.
 */
@Timeout(300)
class SlowRequestReaperTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    /** The minimum number of bytes of a body between two checks. */
    private static final int MIN_BYTES = 60_000;

    private static final String COMPLETE_REQUEST = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final String PARTIAL_HEAD = "GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ";
    private static final String PARTIAL_BODY =
            "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\nabc";

    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    /** Its own period is longer than any test. */
    private final SlowRequestReaper reaper = new SlowRequestReaper(connector, Duration.ofMinutes(10), MIN_BYTES / 600);

    /** Reads of bodies that a test runs when it wants to. */
    private final BlockingQueue<Runnable> later = new LinkedBlockingQueue<>();

    /** Reads whole bodies and responds with their length, on a certain path when the test says so. */
    private final class LengthHandler extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            if (request.getHttpURI().getPath().equals("/later")) {
                later.add(() -> respond(request, response, callback));
            } else {
                respond(request, response, callback);
            }
            return true;
        }

        private static void respond(Request request, Response response, Callback callback) {
            Content.Source.asByteBuffer(
                    request,
                    Promise.from(
                            body -> Content.Sink.write(response, true, body.remaining() + " bytes\n", callback),
                            callback::failed));
        }
    }

    @BeforeEach
    void start() throws Exception {
        // Longer than any test, so that the idle timeout closes nothing.
        connector.setIdleTimeout(Duration.ofMinutes(10).toMillis());
        connector.addBean(reaper);
        server.addConnector(connector);
        server.setHandler(new LengthHandler());
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

    /** Returns the last line of the response. */
    private static String response(Socket socket) throws IOException {
        StringBuilder response = new StringBuilder();
        InputStream in = socket.getInputStream();
        while (!response.toString().endsWith(" bytes\n")) {
            int next = in.read();
            assertThat(next).as("a byte after: %s", response).isNotNegative();
            response.append((char) next);
        }
        return response.substring(response.lastIndexOf("\r\n") + 2).strip();
    }

    /** Runs checks until the server closes the connection. */
    private void assertClosed(Socket socket) throws IOException {
        socket.setSoTimeout(20);
        Eventually.await("the connection to close", () -> {
            reaper.run();
            return isClosed(socket);
        });
    }

    private static boolean isClosed(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException notYet) {
            return false;
        }
    }

    @Test
    void connectionShouldBeClosedWhenHeadDoesNotEnd() throws IOException {
        try (Socket slow = connect()) {
            send(slow, PARTIAL_HEAD);

            assertClosed(slow);
        }
    }

    @Test
    void connectionShouldBeClosedWhenHeadArrivesByteByByte() throws IOException {
        try (Socket slow = connect()) {
            send(slow, PARTIAL_HEAD);
            long deadline = System.nanoTime() + TIMEOUT.toNanos();
            slow.setSoTimeout(20);

            // Each byte restarts the idle timeout. Writing to a closed connection fails.
            assertThatThrownBy(() -> {
                        while (System.nanoTime() < deadline) {
                            send(slow, "x");
                            reaper.run();
                            if (isClosed(slow)) {
                                throw new SocketException("closed");
                            }
                        }
                    })
                    .isInstanceOf(SocketException.class);
        }
    }

    @Test
    void connectionShouldBeClosedWhenHeadOfLaterRequestDoesNotEnd() throws IOException {
        try (Socket slow = connect()) {
            send(slow, COMPLETE_REQUEST);
            assertThat(response(slow)).isEqualTo("0 bytes");
            send(slow, PARTIAL_HEAD);

            assertClosed(slow);
        }
    }

    @Test
    void connectionShouldBeClosedWhenBodyStops() throws IOException {
        try (Socket slow = connect()) {
            send(slow, PARTIAL_BODY);

            assertClosed(slow);
        }
    }

    /** The server may wait for its file store, and not for the client. */
    @Test
    void connectionShouldStayOpenWhileTheServerDoesNotReadTheBody() throws Exception {
        try (Socket held = connect()) {
            send(held, "POST /later HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nabc");
            Runnable read = later.take();
            for (int i = 0; i < 3; i++) {
                // A closed connection proves that a check has run.
                connectionShouldBeClosedWhenBodyStops();
            }

            read.run();
            send(held, "defghij");

            assertThat(response(held)).isEqualTo("10 bytes");
        }
    }

    @Test
    void connectionShouldStayOpenBetweenRequests() throws IOException {
        try (Socket idle = connect();
                Socket between = connect()) {
            send(between, COMPLETE_REQUEST);
            assertThat(response(between)).isEqualTo("0 bytes");
            for (int i = 0; i < 3; i++) {
                // A closed connection proves that a check has run.
                connectionShouldBeClosedWhenHeadDoesNotEnd();
            }

            send(between, COMPLETE_REQUEST);
            assertThat(response(between)).isEqualTo("0 bytes");
            send(idle, COMPLETE_REQUEST);
            assertThat(response(idle)).isEqualTo("0 bytes");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Content-Length: 0\r\n"})
    void connectionShouldStayOpenDuringALongResponse(String header) throws Exception {
        try (Socket waiting = connect()) {
            send(waiting, COMPLETE_REQUEST);
            assertThat(response(waiting)).isEqualTo("0 bytes");
            send(waiting, "GET /later HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n");
            Runnable respond = later.take();
            for (int checks = 1; checks <= 3; checks++) {
                reaper.run();
            }

            respond.run();

            assertThat(response(waiting)).isEqualTo("0 bytes");
        }
    }

    @Test
    void bodyShouldBeAcceptedWhenItArrivesFastEnough() throws IOException {
        String head = "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n";
        String piece = Integer.toHexString(MIN_BYTES) + "\r\n" + "x".repeat(MIN_BYTES) + "\r\n";
        try (Socket steady = connect();
                Socket slow = connect()) {
            send(slow, PARTIAL_HEAD);
            send(steady, head);
            for (int checks = 1; checks <= 5; checks++) {
                send(steady, piece);
                awaitReceived(steady, head.length() + checks * piece.length());
                reaper.run();
            }
            send(steady, "0\r\n\r\n");

            assertThat(response(steady)).isEqualTo(5 * MIN_BYTES + " bytes");
            assertClosed(slow);
        }
    }

    private void awaitReceived(Socket socket, long bytes) {
        Eventually.await(() -> received(socket) >= bytes);
    }

    private long received(Socket socket) {
        SocketAddress client = socket.getLocalSocketAddress();
        return connector.getConnectedEndPoints().stream()
                .filter(end -> client.equals(end.getRemoteSocketAddress()))
                .mapToLong(end -> end.getConnection().getBytesIn())
                .sum();
    }
}
