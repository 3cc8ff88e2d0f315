package dev.chatrooms.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chatrooms.application.account.Authentication;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.event.Audience;
import dev.chatrooms.application.event.EventContent;
import dev.chatrooms.application.event.FeedItem;
import dev.chatrooms.application.event.FeedSubscription;
import dev.chatrooms.application.event.LiveEvents;
import dev.chatrooms.application.event.LoggedEvent;
import dev.chatrooms.application.event.ViewedEvent;
import dev.chatrooms.application.message.Messaging;
import dev.chatrooms.application.message.Send;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.AccountRole;
import dev.chatrooms.domain.account.DisplayName;
import dev.chatrooms.domain.account.Username;
import dev.chatrooms.domain.event.Cursor;
import dev.chatrooms.domain.event.Epoch;
import dev.chatrooms.domain.event.EventKind;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.websocket.TestClient.Received;
import dev.chatrooms.websocket.TestServer.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Closing of connections: reasons, close codes and timeouts. */
class ConnectionCloseTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final TestServer server = new TestServer();
    private final Person alice = server.person("alice");

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void connectionShouldCloseWhenThereIsNoHelloInTime() {
        try (TestClient client = server.connect()) {
            // A ping frame does not count as a hello.
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
    void connectionShouldCloseWhenItsSessionEnds() {
        Person phone = server.login("alice");
        try (TestClient ended = server.join(phone);
                TestClient other = server.join(alice)) {
            server.chat.authentication().logout(phone.caller()).join();
            assertThat(ended.awaitClose().closeCode()).isEqualTo(4403);
            other.roundTrip();
        }
        try (TestClient late = server.connect()) {
            late.hello(phone.token(), null);
            assertThat(late.awaitClose().closeCode()).isEqualTo(4401);
        }
    }

    @Test
    void connectionShouldStayOpenWhenPingsAreAnswered() {
        try (TestClient client = server.join(alice)) {
            for (int i = 0; i < 4; i++) {
                server.advance(Duration.ofSeconds(25));
                assertThat(client.receive().opcode()).isEqualTo(TestClient.PING);
                client.write(TestClient.frame(TestClient.PONG, true, new byte[0]));
                client.roundTrip();
            }
        }
    }

    @Test
    void connectionShouldCloseWhenTheClientIsSilent() {
        try (TestClient client = server.join(alice)) {
            client.roundTrip();
            server.advance(Duration.ofSeconds(25));
            server.advance(Duration.ofSeconds(25));
            server.advance(Duration.ofSeconds(10));
            assertThat(client.receive().opcode()).isEqualTo(TestClient.PING);
            assertThat(client.awaitClose().closeCode()).isEqualTo(4001);
        }
    }

    @Test
    void connectionShouldBeAbortedWhenTheCloseFrameIsNotAnswered() {
        try (TestClient client = server.join(alice)) {
            client.write(TestClient.frame(TestClient.BINARY, true, new byte[1]));
            assertThat(client.awaitClose().closeCode()).isEqualTo(1003);
            server.advance(Duration.ofSeconds(5));
            assertThat(client.isClosedAfterCloseFrame()).isTrue();
        }
    }

    @Test
    void closeFrameOfTheClientShouldBeAnswered() {
        try (TestClient client = server.join(alice)) {
            client.write(TestClient.frame(TestClient.CLOSE, true, new byte[] {0x03, (byte) 0xe9}));
            assertThat(client.awaitClose().closeCode()).isEqualTo(1001);
            assertThat(client.isClosedAfterCloseFrame()).isTrue();
        }
    }

    @Test
    void stopShouldCompletePendingRequestsAndCloseAllConnections() throws Exception {
        CountDownLatch sendStarted = new CountDownLatch(1);
        CompletableFuture<Void> release = new CompletableFuture<>();
        UnaryOperator<UseCases> blockingSend = real -> withSend(real, arguments -> {
            sendStarted.countDown();
            return release.thenCompose(released -> real.messages().send((Caller) arguments[0], (Send) arguments[1]));
        });
        Set<Thread> threadsBefore = threads();
        TestServer stopping = new TestServer(TestServer.settings(0), blockingSend, config -> {});
        assertThat(threads()).hasSizeGreaterThan(threadsBefore.size());
        Person carol = stopping.person("carol");
        RoomId room = stopping.room(carol);
        try (TestClient busy = stopping.join(carol);
                TestClient idle = stopping.join(carol);
                TestClient silent = stopping.connect()) {
            busy.send(room, "r", "the last message");
            assertThat(sendStarted.await(60, TimeUnit.SECONDS)).isTrue();
            CompletableFuture<Void> stopped =
                    CompletableFuture.runAsync(stopping::closeGracefully, task -> new Thread(task, "stopping").start());

            Received goingAway = idle.awaitClose();
            assertThat(goingAway.closeCode()).isEqualTo(4000);
            assertThat(Long.parseLong(goingAway.closeReason())).isBetween(0L, 10_000L);
            assertThat(silent.awaitClose().closeCode()).isEqualTo(4000);
            try (TestClient late = TestClient.handshake(stopping.port(), 0, WebSocketAdapter.PATH)) {
                assertThat(late.responseHead).startsWith("HTTP/1.1 503 ");
            }

            release.complete(null);
            assertThat(busy.await("ack").path("ref").asText()).isEqualTo("r");
            assertThat(busy.awaitClose().closeCode()).isEqualTo(4000);
            busy.isClosedAfterCloseFrame();
            idle.isClosedAfterCloseFrame();
            // The third client never answers its close frame.
            stopping.advance(Duration.ofSeconds(5));
            stopped.join();
            assertThat(silent.isClosedAfterCloseFrame()).isTrue();
        }
        // Closing waits for its threads only for a limited time.
        for (Thread thread : threads()) {
            if (!threadsBefore.contains(thread)) {
                thread.join(Duration.ofSeconds(60).toMillis());
                assertThat(thread.isAlive()).as(thread.getName()).isFalse();
            }
        }
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("chatrooms-ws-"))
                .collect(Collectors.toSet());
    }

    @Test
    void closeShouldTimeOutWhenTheClientNeverReplies() {
        TestServer stopping =
                new TestServer(TestServer.settings(0), UnaryOperator.identity(), config -> {}, Duration.ofMillis(20));
        try (TestClient silent = stopping.join(stopping.person("carol"))) {
            stopping.closeGracefully();
            // With so short a timeout, the close frame may or may not be sent.
            silent.awaitDisconnect();
        }
    }

    @Test
    void helloShouldCloseWithAnIncidentIdWhenTheServerFails() {
        try (TestServer failing = withFailingAuthentication(new IllegalStateException("a secret of the server"));
                TestClient client = failing.connect()) {
            client.hello(failing.person("carol").token(), null);
            Received close = client.awaitClose();
            assertThat(close.closeCode()).isEqualTo(1011);
            assertThat(close.closeReason()).doesNotContain("secret").hasSize(36);
        }
    }

    @Test
    void helloShouldCloseWithGoingAwayWhenTheStoreIsUnavailable() {
        try (TestServer failing =
                        withFailingAuthentication(ChatException.unavailable("the store cannot be reached", null));
                TestClient client = failing.connect()) {
            client.hello(failing.person("carol").token(), null);
            JsonNode error = client.expect("error");
            assertThat(error.path("code").asText()).isEqualTo("unavailable");
            assertThat(error.path("retryAfterMs").asLong()).isPositive();
            assertThat(client.awaitClose().closeCode()).isEqualTo(4000);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"UNAUTHENTICATED", "ACCOUNT_DISABLED", "UNKNOWN_ACCOUNT", "INVALID", "USERNAME_TAKEN"})
    void helloShouldCloseForGoodWhenTheCredentialIsRefused(RefusalCode code) {
        try (TestServer refusing = withFailingAuthentication(new ChatException(code, "the reason"));
                TestClient client = refusing.connect()) {
            client.hello(refusing.person("carol").token(), null);

            Received close = client.awaitClose();

            assertThat(close.closeCode()).isEqualTo(4401);
            assertThat(close.closeReason()).isEqualTo("the reason");
        }
    }

    @Test
    void connectionShouldCloseWithGoingAwayAndBeResetWhenTheDatabaseWasReplaced() {
        try (TestClient client = server.join(alice)) {
            Cursor head =
                    server.storage.transactions().read(stores -> stores.log().head());
            Cursor lost = new Cursor(head.epoch(), head.position().plus(1));

            server.storage.transactions().write(uow -> uow.verifyLog(lost));

            Received close = client.awaitClose();
            assertThat(close.closeCode()).isEqualTo(4000);
            assertThat(Long.parseLong(close.closeReason())).isBetween(0L, 10_000L);
            try (TestClient again = server.connect()) {
                again.hello(alice.token(), lost.toString());
                assertThat(again.expect("welcome").path("resume").asText()).isEqualTo("reset");
            }
        }
    }

    @Test
    void sendShouldBeAnsweredWithAnErrorWhenTheServerFails() {
        UnaryOperator<UseCases> override = real -> withSend(real, arguments -> {
            throw new IllegalStateException("a secret of the server");
        });
        try (TestServer failing = new TestServer(TestServer.settings(0), override, config -> {})) {
            Person carol = failing.person("carol");
            try (TestClient client = failing.join(carol)) {
                client.send(failing.room(carol), "thrown", "throw");
                JsonNode error = client.await("error");
                assertThat(error.path("code").asText()).isEqualTo("internal");
                assertThat(error.path("ref").asText()).isEqualTo("thrown");
                assertThat(error.path("detail").asText()).doesNotContain("secret");
                client.roundTrip();
            }
        }
    }

    /** Starts a server on which authentication fails. */
    private static TestServer withFailingAuthentication(RuntimeException failure) {
        UnaryOperator<UseCases> override = real -> new UseCases(
                MethodOverride.of(Authentication.class, real.authentication(), "verify", arguments -> {
                    throw failure;
                }),
                real.messages(),
                real.editing(),
                real.membershipSettings(),
                real.typing(),
                real.events(),
                real.places());
        return new TestServer(TestServer.settings(0), override, config -> {});
    }

    private static UseCases withSend(UseCases real, Function<Object[], Object> send) {
        return new UseCases(
                real.authentication(),
                MethodOverride.of(Messaging.class, real.messages(), "send", send),
                real.editing(),
                real.membershipSettings(),
                real.typing(),
                real.events(),
                real.places());
    }

    @Test
    void connectionShouldCloseWhenAnEventCannotBeEncoded() {
        // The event has no message.
        LoggedEvent broken = new LoggedEvent(
                new Position(1),
                EventKind.MESSAGE_POSTED,
                Instant.EPOCH,
                null,
                null,
                null,
                new EventContent.OfMessage(null));
        Cursor cursor = new Cursor(new Epoch("e"), broken.position());
        Account me = Account.registered(
                new AccountId(new UUID(0, 1)),
                new Username("alice"),
                new DisplayName("Alice"),
                null,
                null,
                AccountRole.USER,
                null,
                Instant.EPOCH);
        LiveEvents events = (caller, request) -> subscriber -> subscriber.onSubscribe(new FeedSubscription() {
            private int requests;

            @Override
            public void request(long n) {
                subscriber.onNext(
                        ++requests == 1
                                ? new FeedItem.Welcome(FeedItem.Resume.FRESH, cursor, me, List.of(), false)
                                : new FeedItem.Batch(List.of(new ViewedEvent(broken, Audience.OTHERS, cursor))));
            }

            @Override
            public void cancel() {}

            @Override
            public Cursor delivered() {
                return cursor;
            }

            @Override
            public boolean isLive() {
                return true;
            }
        });
        UnaryOperator<UseCases> override = real -> new UseCases(
                real.authentication(),
                real.messages(),
                real.editing(),
                real.membershipSettings(),
                real.typing(),
                events,
                real.places());
        try (TestServer failing = new TestServer(TestServer.settings(0), override, config -> {})) {
            Person carol = failing.person("carol");
            try (TestClient client = failing.connect()) {
                client.hello(carol.token(), null);
                client.expect("welcome");
                assertThat(client.awaitClose().closeCode()).isEqualTo(1011);
            }
        }
    }
}
