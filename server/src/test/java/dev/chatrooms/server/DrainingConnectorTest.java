package dev.chatrooms.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.nio.channels.SelectableChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class DrainingConnectorTest {
    private static final int WAITING = 20;

    private final Server server = new Server();
    private final DrainingConnector connector =
            new DrainingConnector(server, new HttpConnectionFactory(), ConnectionsPerAddress.of(0, List.of()));
    private final BusyAcceptor acceptor = new BusyAcceptor();

    /** Keeps the acceptor busy with the first connection, so that all others wait in the kernel's queue. */
    private static final class BusyAcceptor implements SelectorManager.AcceptListener {
        private final AtomicBoolean first = new AtomicBoolean(true);
        private final CountDownLatch busy = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);

        @Override
        public void onAccepting(SelectableChannel channel) {
            if (first.compareAndSet(true, false)) {
                busy.countDown();
                try {
                    released.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    @BeforeEach
    void start() throws Exception {
        connector.setHost("127.0.0.1");
        connector.addBean(acceptor);
        server.addConnector(connector);
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                response.getHeaders().put("Content-Length", 2);
                response.write(true, BufferUtil.toBuffer("42", StandardCharsets.US_ASCII), callback);
                return true;
            }
        });
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        acceptor.released.countDown();
        server.stop();
    }

    @Test
    void requestsInTheQueueShouldBeServedWhenTheConnectorCloses() throws Exception {
        int port = connector.getLocalPort();
        List<KeptConnection> clients = new ArrayList<>();
        clients.add(new KeptConnection(port).get("/"));
        acceptor.busy.await();
        for (int i = 0; i < WAITING; i++) {
            clients.add(new KeptConnection(port).get("/"));
        }

        connector.close();
        acceptor.released.countDown();

        for (KeptConnection client : clients) {
            assertThat(client.answer().body().asInt()).isEqualTo(42);
            client.close();
        }
        assertThatThrownBy(() -> new KeptConnection(port)).isInstanceOf(ConnectException.class);
    }
}
