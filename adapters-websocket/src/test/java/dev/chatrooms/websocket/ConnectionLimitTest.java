package dev.chatrooms.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.websocket.TestClient.Received;
import dev.chatrooms.websocket.TestServer.Person;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The limit of connections per account. */
@Timeout(120)
class ConnectionLimitTest {
    private static final int MAX = 20;

    private final TestServer server = new TestServer();
    private final Person alice = server.person("alice");
    private final List<TestClient> clients = new ArrayList<>();

    @AfterEach
    void stop() {
        clients.forEach(TestClient::close);
        server.close();
    }

    private TestClient join() {
        TestClient client = server.join(alice);
        clients.add(client);
        return client;
    }

    private void joinTheMaximum() {
        for (int i = 0; i < MAX; i++) {
            join();
        }
    }

    /** Connects a client and sends its hello. */
    private TestClient knock() {
        TestClient client = server.connect();
        clients.add(client);
        client.hello(alice.token(), null);
        return client;
    }

    @Test
    void helloShouldBeRefusedWhenAllConnectionsAnswer() {
        joinTheMaximum();
        List<CompletableFuture<Received>> open =
                clients.stream().map(TestClient::answerPings).toList();

        for (int i = 0; i < 3; i++) {
            TestClient refused = knock();
            Received close = refused.awaitClose();
            assertThat(close.closeCode()).isEqualTo(4429);
            assertThat(close.closeReason()).contains("20");
        }

        assertThat(open).noneMatch(CompletableFuture::isDone);
        // The limit is per account.
        server.join(server.person("bob")).close();

        // A closed connection frees its place.
        clients.get(0).write(TestClient.frame(TestClient.CLOSE, true, new byte[] {0x03, (byte) 0xe8}));
        open.get(0).join();
        join();
    }

    @Test
    void connectionThatDoesNotAnswerShouldMakeRoom() {
        joinTheMaximum();
        List<CompletableFuture<Received>> answering =
                clients.subList(3, MAX).stream().map(TestClient::answerPings).toList();

        TestClient first = knock();
        TestClient second = knock();

        first.expect("welcome");
        second.expect("welcome");
        assertThat(clients.get(0).awaitClose().closeCode()).isEqualTo(4001);
        assertThat(clients.get(1).awaitClose().closeCode()).isEqualTo(4001);
        // No more connections are closed than are needed.
        clients.get(2).roundTrip();
        assertThat(answering).noneMatch(CompletableFuture::isDone);
    }

    @Test
    void concurrentHellosShouldNotExceedTheLimit() {
        for (int i = 0; i < 2 * MAX; i++) {
            clients.add(server.connect());
        }
        List<CompletableFuture<Received>> closed =
                clients.stream().map(TestClient::answerPings).toList();
        clients.forEach(client -> client.hello(alice.token(), null));

        List<CompletableFuture<Received>> refused = new ArrayList<>();
        while (refused.size() < MAX) {
            CompletableFuture.anyOf(closed.stream()
                            .filter(close -> !refused.contains(close))
                            .toArray(CompletableFuture[]::new))
                    .join();
            closed.stream()
                    .filter(close -> close.isDone() && !refused.contains(close))
                    .forEach(refused::add);
        }

        assertThat(refused)
                .hasSize(MAX)
                .allSatisfy(close -> assertThat(close.join().closeCode()).isEqualTo(4429));
    }

    @Test
    void connectionsThatAreLostShouldFreeTheirPlacesAtOnce() {
        for (int round = 0; round < 3; round++) {
            joinTheMaximum();
            clients.forEach(TestClient::close);
            clients.clear();
        }

        join().roundTrip();
    }
}
