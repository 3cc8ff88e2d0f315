package dev.chatrooms.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Eventually;
import dev.chatrooms.wire.AddressRange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class ConnectionsPerAddressTest {
    private static final int LIMIT = 3;
    private static final int MIB = 1024 * 1024;

    private final Server server = new Server();
    private final List<Socket> clients = new ArrayList<>();

    @AfterEach
    void stop() throws Exception {
        for (Socket client : clients) {
            client.close();
        }
        server.stop();
    }

    private DrainingConnector start(ConnectionsPerAddress addresses) throws Exception {
        DrainingConnector connector = new DrainingConnector(server, new HttpConnectionFactory(), addresses);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                callback.succeeded();
                return true;
            }
        });
        server.start();
        return connector;
    }

    /** Opens a connection and returns whether it is served. */
    private boolean isServed(DrainingConnector connector) throws IOException {
        Socket client = new Socket("127.0.0.1", connector.getLocalPort());
        clients.add(client);
        try {
            client.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return client.getInputStream().read() >= 0;
        } catch (SocketException reset) {
            return false;
        }
    }

    @Test
    void connectionShouldBeClosedWhenTheAddressHasTheMaximum() throws Exception {
        ConnectionsPerAddress addresses = new ConnectionsPerAddress(LIMIT, address -> false);
        DrainingConnector connector = start(addresses);
        for (int i = 0; i < LIMIT; i++) {
            assertThat(isServed(connector)).isTrue();
        }

        assertThat(isServed(connector)).isFalse();

        clients.get(0).close();
        Eventually.await("a place for another connection", () -> isServed(connector));
        for (Socket client : clients) {
            client.close();
        }
        Eventually.await(() -> addresses.addresses() == 0);
    }

    @Test
    void trustedProxiesAndTheMachineItselfShouldBeExempt() throws Exception {
        List<AddressRange> proxies = List.of(AddressRange.parse("192.0.2.0/28"));
        assertThat(ConnectionsPerAddress.isExempt(address("192.0.2.1"), proxies))
                .isTrue();
        assertThat(ConnectionsPerAddress.isExempt(address("192.0.2.99"), proxies))
                .isFalse();

        DrainingConnector connector = start(ConnectionsPerAddress.of(1, List.of()));
        assertThat(isServed(connector)).isTrue();
        assertThat(isServed(connector)).isTrue();
    }

    private static InetAddress address(String text) throws UnknownHostException {
        return InetAddress.getByName(text);
    }

    @Test
    void allConnectionsTogetherShouldTakeHalfOfTheHeapAtMost() {
        assertThat(WebServer.maxConnections(256L * MIB)).isEqualTo(10_922);
        assertThat(WebServer.maxConnections(4096L * MIB)).isEqualTo(20_000);
    }
}
