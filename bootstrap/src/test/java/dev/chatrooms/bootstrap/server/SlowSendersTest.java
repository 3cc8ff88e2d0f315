package dev.chatrooms.bootstrap.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
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

/** Clients that take their time, each with a socket of its own. That a server has closed is read from it, however long that takes. */
@Timeout(60)
class SlowSendersTest {
    private static final String QUICK = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final String HALF_A_HEAD = "GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ";
    private static final String HALF_A_BODY = "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\nabc";

    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);

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
        connector.addBean(new SlowSenders(connector, Duration.ofMillis(500), 100));
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

    private static void shouldBeClosed(Socket socket) throws IOException {
        assertThat(socket.getInputStream().read()).isEqualTo(-1);
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

            // Each drop would keep it from being idle; a closed connection takes none.
            assertThatThrownBy(() -> {
                        slow.setSoTimeout(20);
                        while (true) {
                            send(slow, "x");
                            readNothing(slow);
                        }
                    })
                    .isInstanceOf(SocketException.class);
        }
    }

    private static void readNothing(Socket slow) throws IOException {
        try {
            if (slow.getInputStream().read() < 0) {
                throw new SocketException("closed");
            }
        } catch (SocketTimeoutException nothingYet) {
            // The next drop.
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

            slow.getInputStream().transferTo(OutputStream.nullOutputStream());
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
        try (Socket steady = connect();
                Socket slow = connect()) {
            slow.setSoTimeout(20);
            send(steady, "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
            send(slow, HALF_A_HEAD);
            int sent = 0;
            boolean closed = false;
            while (!closed) {
                send(steady, "3e8\r\n" + "x".repeat(1000) + "\r\n");
                sent += 1000;
                try {
                    closed = slow.getInputStream().read() < 0;
                } catch (SocketTimeoutException notYet) {
                    // The next piece.
                }
            }
            send(steady, "0\r\n\r\n");

            assertThat(answer(steady)).isEqualTo(sent + " bytes");
        }
    }
}
