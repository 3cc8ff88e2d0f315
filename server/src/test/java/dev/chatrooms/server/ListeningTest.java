package dev.chatrooms.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.monitoring.RequestObserver;
import dev.chatrooms.server.configuration.Configuration;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The addresses that the server listens on, and how they are written. */
class ListeningTest {
    private static final int TIMEOUT_MILLIS = 30_000;

    @TempDir
    private Path folder;

    @Test
    void localhostShouldBeServedOnTheLoopbackAddressesOfBothFamilies() throws IOException {
        try (Chat chat = Chat.inMemory();
                WebServer server = WebServer.start(listeningOn("localhost"), chat, RequestObserver.NONE)) {
            for (InetAddress loopback : loopbackAddresses()) {
                assertThat(statusLine(loopback, server.port(), "/health/live"))
                        .as(loopback.toString())
                        .startsWith("HTTP/1.1 200 ");
            }
        }
    }

    @Test
    void metricsOfLocalhostShouldBeServedOnTheLoopbackAddressesOfBothFamilies() throws IOException {
        Configuration configuration = read(Map.of("CHATROOMS_METRICS_HOST", "localhost"));
        try (MetricsEndpoint endpoint = MetricsEndpoint.start(configuration.metrics(), 0)) {
            for (InetAddress loopback : loopbackAddresses()) {
                assertThat(statusLine(loopback, endpoint.port(), ChatServer.METRICS_PATH))
                        .as(loopback.toString())
                        .startsWith("HTTP/1.1 200 ");
            }
        }
    }

    @Test
    void openShouldLeaveOutAddressesThatTheMachineDoesNotHave() throws IOException {
        InetAddress ofAnotherMachine = InetAddress.getByName("192.0.2.1");
        InetAddress loopback = InetAddress.getByName("127.0.0.1");

        List<ServerSocketChannel> sockets = ListeningSockets.open(List.of(ofAnotherMachine, loopback), 0, 1);

        try {
            assertThat(sockets).hasSize(1);
            assertThat(sockets.get(0).socket().getInetAddress()).isEqualTo(loopback);
        } finally {
            ListeningSockets.close(sockets);
        }
        assertThatThrownBy(() -> ListeningSockets.open(List.of(ofAnotherMachine), 0, 1))
                .isInstanceOf(SocketException.class);
    }

    @Test
    void openShouldFailIfThePortIsInUseOnOneAddress() throws IOException {
        InetAddress loopback = InetAddress.getByName("127.0.0.1");
        try (ServerSocket taken = new ServerSocket(0, 1, loopback)) {
            for (InetAddress other : loopbackAddresses()) {
                assertThatThrownBy(() -> ListeningSockets.open(List.of(other, loopback), taken.getLocalPort(), 1))
                        .isInstanceOf(BindException.class);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, http://127.0.0.1:7070",
        "localhost, http://localhost:7070",
        "::1, http://[::1]:7070",
        "fe80::1%eth0, http://[fe80::1%25eth0]:7070",
    })
    void urlShouldBracketIpv6Addresses(String host, String url) {
        assertThat(new HostAndPort(host, 7070).url("")).isEqualTo(url);
    }

    @Test
    void failureShouldBracketIpv6Addresses() {
        // An address for documentation, which no machine has.
        Configuration configuration = listeningOn("2001:db8::1");
        try (Chat chat = Chat.inMemory()) {
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> WebServer.start(configuration, chat, RequestObserver.NONE))
                    .withMessageStartingWith("Cannot listen on [2001:db8::1]:0: ");
        }
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> MetricsEndpoint.start(
                        read(Map.of("CHATROOMS_METRICS_HOST", "2001:db8::1")).metrics(), 0))
                .withMessageStartingWith("Cannot listen on [2001:db8::1]:0 for metrics: ");
    }

    /** Returns the loopback addresses that this machine has: some have only one family. */
    private static List<InetAddress> loopbackAddresses() throws IOException {
        List<InetAddress> found = new ArrayList<>();
        for (String address : List.of("127.0.0.1", "::1")) {
            InetAddress loopback = InetAddress.getByName(address);
            try (ServerSocket socket = new ServerSocket(0, 1, loopback)) {
                assertThat(socket.isBound()).isTrue();
                found.add(loopback);
            } catch (SocketException missing) {
                assertThat(missing).isNotNull();
            }
        }
        assertThat(found).isNotEmpty();
        return found;
    }

    private static String statusLine(InetAddress address, int port, String path) throws IOException {
        try (Socket socket = new Socket(address, port)) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Configuration listeningOn(String host) {
        return read(Map.of("CHATROOMS_HOST", host, "CHATROOMS_PORT", "0"));
    }

    private Configuration read(Map<String, String> variables) {
        Map<String, String> all = new HashMap<>(variables);
        all.put("CHATROOMS_DATA_DIR", folder.toString());
        return Configuration.read(Map.of(), all);
    }
}
