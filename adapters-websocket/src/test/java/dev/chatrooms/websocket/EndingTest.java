package dev.chatrooms.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chatrooms.application.Caller;
import dev.chatrooms.application.ChatException;
import dev.chatrooms.application.account.AccountManagement;
import dev.chatrooms.application.account.Registration;
import dev.chatrooms.application.message.HistoryPage;
import dev.chatrooms.application.message.HistoryRequest;
import dev.chatrooms.application.message.MessageView;
import dev.chatrooms.application.message.Messaging;
import dev.chatrooms.application.message.Posted;
import dev.chatrooms.application.message.Send;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.message.MessageId;
import dev.chatrooms.domain.room.RoomId;
import dev.chatrooms.websocket.TestClient.Received;
import dev.chatrooms.websocket.TestServer.Person;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Why and how connections end. */
class EndingTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final TestServer server = new TestServer();
    private final Person alice = server.person("alice");

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void noHelloInTimeShouldClose() {
        try (TestClient client = server.connect()) {
            // A ping frame is no hello.
            client.write(TestClient.frame(TestClient.PING, true, new byte[0]));
            assertThat(client.receive().opcode()).isEqualTo(TestClient.PONG);
            server.advance(Duration.ofSeconds(9));
            client.write(TestClient.frame(TestClient.PING, true, new byte[0]));
            assertThat(client.receive().opcode()).isEqualTo(TestClient.PONG);
            server.advance(SECOND);
            assertThat(client.awaitClose().closeCode()).isEqualTo(4401);
        }
    }

    @Test
    void endOfTheSessionShouldClose() {
        Person phone = server.login("alice");
        try (TestClient ended = server.join(phone);
                TestClient other = server.join(alice)) {
            server.chat.authentication().logout(phone.caller()).join();
            assertThat(ended.awaitClose().closeCode()).isEqualTo(4403);
            other.pong();
        }
        try (TestClient late = server.connect()) {
            late.hello(phone.token(), null);
            assertThat(late.awaitClose().closeCode()).isEqualTo(4401);
        }
    }

    @Test
    void twentyFirstConnectionShouldBeRefusedHoweverTheyRace() throws Exception {
        List<TestClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 50; i++) {
                clients.add(server.connect());
            }
            clients.forEach(client -> client.hello(alice.token(), null));
            int welcomed = 0;
            List<TestClient> refused = new ArrayList<>();
            for (TestClient client : clients) {
                Received first = client.receive();
                if (first.opcode() == TestClient.TEXT) {
                    welcomed++;
                } else {
                    assertThat(first.closeCode()).isEqualTo(4429);
                    refused.add(client);
                }
            }
            assertThat(welcomed).isEqualTo(20);
            // Another person has twenty of his own.
            server.join(server.person("bob")).close();

            // A place that was left can be taken again.
            TestClient leaving = clients.stream()
                    .filter(client -> !refused.contains(client))
                    .findFirst()
                    .orElseThrow();
            leaving.isEndedAfterAnswer();
            leaving.close();
            clients.add(server.join(alice));
        } finally {
            clients.forEach(TestClient::close);
        }
    }

    @Test
    void serverShouldPingAndStayWithWhoAnswers() {
        try (TestClient client = server.join(alice)) {
            for (int i = 0; i < 4; i++) {
                server.advance(Duration.ofSeconds(25));
                assertThat(client.receive().opcode()).isEqualTo(TestClient.PING);
                client.write(TestClient.frame(TestClient.PONG, true, new byte[0]));
                client.pong();
            }
        }
    }

    @Test
    void whoIsNotHeardOfShouldBeClosed() {
        try (TestClient client = server.join(alice)) {
            client.pong();
            server.advance(Duration.ofSeconds(25));
            server.advance(Duration.ofSeconds(25));
            server.advance(Duration.ofSeconds(10));
            assertThat(client.receive().opcode()).isEqualTo(TestClient.PING);
            assertThat(client.awaitClose().closeCode()).isEqualTo(4001);
        }
    }

    @Test
    void whoDoesNotAnswerTheCloseFrameShouldBeCutOff() {
        try (TestClient client = server.join(alice)) {
            client.write(TestClient.frame(TestClient.BINARY, true, new byte[1]));
            assertThat(client.awaitClose().closeCode()).isEqualTo(1003);
            server.advance(Duration.ofSeconds(5));
            assertThat(client.isEndedAfterAnswer()).isTrue();
        }
    }

    @Test
    void closeOfTheClientShouldBeAnswered() {
        try (TestClient client = server.join(alice)) {
            client.write(TestClient.frame(TestClient.CLOSE, true, new byte[] {0x03, (byte) 0xe9}));
            assertThat(client.awaitClose().closeCode()).isEqualTo(1001);
            assertThat(client.isEndedAfterAnswer()).isTrue();
        }
    }

    @Test
    void shutdownShouldAnswerWhatIsUnderWayAndSendEveryoneAway() throws Exception {
        HeldMessages held = new HeldMessages();
        TestServer stopping = new TestServer(TestServer.settings(0), held::into, config -> {});
        Person carol = stopping.person("carol");
        RoomId room = stopping.room(carol);
        try (TestClient busy = stopping.join(carol);
                TestClient idle = stopping.join(carol);
                TestClient silent = stopping.connect()) {
            busy.post(room, "r", "the last one");
            held.arrived.await();
            CompletableFuture<Void> stopped = CompletableFuture.runAsync(stopping::close);

            Received away = idle.awaitClose();
            assertThat(away.closeCode()).isEqualTo(4000);
            assertThat(Long.parseLong(away.closeReason())).isBetween(0L, 10_000L);
            assertThat(silent.awaitClose().closeCode()).isEqualTo(4000);
            try (TestClient late = TestClient.handshake(stopping.port(), 0, WebSocketAdapter.PATH)) {
                assertThat(late.responseHead).startsWith("HTTP/1.1 503 ");
            }

            held.let.countDown();
            assertThat(busy.await("ack").path("ref").asText()).isEqualTo("r");
            assertThat(busy.awaitClose().closeCode()).isEqualTo(4000);
            busy.isEndedAfterAnswer();
            idle.isEndedAfterAnswer();
            // The silent one never answers: closing does not wait for it for ever.
            stopped.join();
            assertThat(silent.isEndedAfterAnswer()).isTrue();
        }
        assertThat(Thread.getAllStackTraces().keySet().stream()
                        .map(Thread::getName)
                        .filter(name -> name.startsWith("chatrooms-ws-")))
                .as("threads besides those of the other server here")
                .hasSameSizeAs(threadsOf(server));
    }

    private static List<String> threadsOf(TestServer one) {
        List<String> names = new ArrayList<>(List.of("chatrooms-ws-heartbeat"));
        for (int i = 0; i < Math.max(1, Runtime.getRuntime().availableProcessors() / 2); i++) {
            names.add("chatrooms-ws-writer");
        }
        return names;
    }

    @Test
    void faultAtTheHelloShouldCloseAndTellOnlyAnIncident() {
        AccountManagement broken = accounts(caller -> {
            throw new IllegalStateException("a secret of the server");
        });
        try (TestServer faulty = with(broken)) {
            try (TestClient client = faulty.connect()) {
                client.hello(faulty.person("carol").token(), null);
                Received close = client.awaitClose();
                assertThat(close.closeCode()).isEqualTo(1011);
                assertThat(close.closeReason()).doesNotContain("secret").hasSize(36);
            }
        }
    }

    @Test
    void storeThatIsAwayAtTheHelloShouldSendTheClientAwayForAWhile() {
        AccountManagement away = accounts(caller -> {
            throw ChatException.unavailable("the store cannot be reached", null);
        });
        try (TestServer faulty = with(away)) {
            try (TestClient client = faulty.connect()) {
                client.hello(faulty.person("carol").token(), null);
                JsonNode error = client.expect("error");
                assertThat(error.path("code").asText()).isEqualTo("unavailable");
                assertThat(error.path("retryAfterMs").asLong()).isPositive();
                assertThat(client.awaitClose().closeCode()).isEqualTo(4000);
            }
        }
    }

    @Test
    void faultOfOneSendShouldBeAnsweredAndCostNothingElse() {
        UnaryOperator<UseCases> broken =
                real -> new UseCases(real.authentication(), real.accounts(), new BrokenMessages(), real.events());
        try (TestServer faulty = new TestServer(TestServer.settings(0), broken, config -> {})) {
            Person carol = faulty.person("carol");
            try (TestClient client = faulty.join(carol)) {
                client.post(faulty.room(carol), "thrown", "throw");
                JsonNode error = client.await("error");
                assertThat(error.path("code").asText()).isEqualTo("internal");
                assertThat(error.path("ref").asText()).isEqualTo("thrown");
                assertThat(error.path("detail").asText()).doesNotContain("secret");
                client.pong();
            }
        }
    }

    private static TestServer with(AccountManagement accounts) {
        return new TestServer(
                TestServer.settings(0),
                real -> new UseCases(real.authentication(), accounts, real.messages(), real.events()),
                config -> {});
    }

    private static AccountManagement accounts(Function<Caller, Account> account) {
        return new AccountManagement() {
            @Override
            public CompletableFuture<Account> register(Registration registration) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Account account(Caller caller) {
                return account.apply(caller);
            }
        };
    }

    /** Sends wait until they are let go. */
    private static final class HeldMessages {
        private final CountDownLatch arrived = new CountDownLatch(1);
        private final CountDownLatch let = new CountDownLatch(1);

        UseCases into(UseCases real) {
            Messaging held = new BrokenMessages() {
                @Override
                public CompletableFuture<Posted> send(Caller caller, Send send) {
                    arrived.countDown();
                    return CompletableFuture.supplyAsync(() -> {
                                try {
                                    let.await();
                                    return null;
                                } catch (InterruptedException e) {
                                    throw new IllegalStateException(e);
                                }
                            })
                            .thenCompose(nothing -> real.messages().send(caller, send));
                }
            };
            return new UseCases(real.authentication(), real.accounts(), held, real.events());
        }
    }

    private static class BrokenMessages implements Messaging {
        @Override
        public CompletableFuture<Posted> send(Caller caller, Send send) {
            throw new IllegalStateException("a secret of the server");
        }

        @Override
        public HistoryPage history(Caller caller, RoomId room, HistoryRequest request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public MessageView message(Caller caller, MessageId message) {
            throw new UnsupportedOperationException();
        }
    }
}
