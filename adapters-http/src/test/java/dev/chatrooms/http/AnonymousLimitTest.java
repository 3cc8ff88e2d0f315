package dev.chatrooms.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.Eventually;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.identity.Credential;
import dev.chatrooms.application.transfer.ByteBudget;
import dev.chatrooms.application.transfer.ByteBudget.Limits;
import dev.chatrooms.application.transfer.TransferMemory;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.wire.AddressRange;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The requests and bytes of clients that are not authenticated, or not yet. */
class AnonymousLimitTest {
    private static final int LIMIT = 3;
    private static final String LOGIN = "{\"username\":\"alice\",\"password\":\"correct horse\"}";

    private final List<RawClient> clients = new ArrayList<>();

    @AfterEach
    void close() {
        clients.forEach(RawClient::close);
    }

    private RawClient send(TestServer server, String address, String request) {
        RawClient client = RawClient.connect(server);
        clients.add(client);
        client.send("POST /api/v1/auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "X-Forwarded-For: " + address + "\r\nContent-Length: " + LOGIN.length() + "\r\n\r\n" + request);
        return client;
    }

    @Test
    void requestsShouldBeRefusedWhenTheirForwardedAddressHasTheMaximumAndConcernNoOther() {
        try (TestServer server = TestServer.start(settings ->
                settings.anonymousRequests(LIMIT).trustedProxies(List.of(AddressRange.parse("127.0.0.1"))))) {
            Person alice = server.person("alice");
            ByteBudget received = server.chat.transferMemory().requests();
            Eventually.await("the end of earlier requests", () -> received.held() == 0);
            for (int i = 0; i < LIMIT; i++) {
                long before = received.held();
                send(server, "192.0.2.1", "{");
                Eventually.await("a half-sent body", () -> received.held() > before);
            }

            assertThat(send(server, "192.0.2.1", LOGIN).receive().status()).isEqualTo(429);
            assertThat(send(server, "192.0.2.2", LOGIN).receive().status()).isEqualTo(200);
            assertThat(server.send(alice.request("/api/v1/me").header("X-Forwarded-For", "192.0.2.1"))
                            .status())
                    .isEqualTo(200);

            clients.get(0).send(LOGIN.substring(1));
            assertThat(clients.get(0).receive().status()).isEqualTo(200);
            Eventually.await(
                    "a login", () -> send(server, "192.0.2.1", LOGIN).receive().status(), status -> status == 200);
            // The server would wait for the bodies that are half sent.
            close();
        }
    }

    @Test
    void bytesShouldCountForTheAccountWhenTheHostHasAuthenticatedIt() {
        TransferMemory memory = new TransferMemory(
                new ByteBudget(new Limits(400_000, 200_000, 100_000, 100_000), 2000),
                new ByteBudget(new Limits(400_000, 1000, 400_000, 200_000), 1000));
        Chat chat = Chat.inMemoryBuilder()
                .settings(TestServer.NO_LIMITS)
                .transferMemory(memory)
                .build();
        try (TestServer server = TestServer.with(
                chat,
                settings -> settings.authenticators(head -> head.header("X-User").stream()
                        .findFirst()
                        .map(user -> Credential.explicit(() -> Caller.of(new AccountId(UUID.fromString(user)))))))) {
            Person alice = server.person("alice");
            assertThat(server.send(server.request("/api/v1/me/settings")
                                    .header("X-User", alice.id())
                                    .header("Content-Type", "application/json")
                                    .PUT(java.net.http.HttpRequest.BodyPublishers.ofString(
                                            "{\"notes\":\"" + "x".repeat(15_000) + "\"}")))
                            .status())
                    .isEqualTo(200);

            Response read = server.send(server.request("/api/v1/me/settings").header("X-User", alice.id()));

            assertThat(read.status()).isEqualTo(200);
            assertThat(read.at("/notes")).hasSize(15_000);
        }
    }
}
