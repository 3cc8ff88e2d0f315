package dev.chatrooms.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.Eventually;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.message.Send;
import dev.chatrooms.application.transfer.ByteBudget;
import dev.chatrooms.application.transfer.ByteBudget.Limits;
import dev.chatrooms.application.transfer.TransferMemory;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.wire.AddressRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The memory for requests and responses, with budgets that a few clients can exhaust. */
@Timeout(300)
class TransferMemoryTest {
    private static final int KIB = 1024;
    private static final int MIB = 1024 * KIB;
    private static final String LOGIN = "{\"username\":\"alice\",\"password\":\"correct horse\"}";
    private static final Duration CHECK_PERIOD = Duration.ofSeconds(10);
    private static final String LONG = "\uD83D\uDE00".repeat(7900);

    private final TransferMemory memory = new TransferMemory(
            new ByteBudget(new Limits(400 * KIB, 200 * KIB, 100 * KIB, 100 * KIB), 2 * KIB),
            new ByteBudget(new Limits(14 * MIB, 7 * MIB, 14 * MIB, 8 * MIB), 16 * KIB));
    private final ManualTime time = new ManualTime();
    private final List<RawClient> clients = new ArrayList<>();
    private TestServer server;

    @BeforeEach
    void start() {
        server = TestServer.start(
                Chat.inMemoryBuilder()
                        .settings(TestServer.NO_LIMITS)
                        .transferMemory(memory)
                        .build(),
                time,
                settings -> settings.trustedProxies(List.of(AddressRange.parse("127.0.0.1"))));
    }

    @AfterEach
    void stop() {
        clients.forEach(RawClient::close);
        server.close();
    }

    private RawClient connect() {
        RawClient client = RawClient.connect(server);
        clients.add(client);
        return client;
    }

    private static String head(String method, String path, int length, String headers) {
        return method + " " + path
                + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: " + length + "\r\n"
                + headers + "\r\n";
    }

    /** Sends half of the body of a login, from an address behind the proxy. */
    private RawClient halfLogin(String address) {
        RawClient client = connect();
        client.send(head("POST", "/api/v1/auth/login", 64 * KIB, "X-Forwarded-For: " + address + "\r\n") + "{"
                + " ".repeat(32 * KIB));
        return client;
    }

    private RawClient halfAvatar(Person person) {
        RawClient client = connect();
        client.send(head("PUT", "/api/v1/me/avatar", 64 * KIB, "Authorization: Bearer " + person.token() + "\r\n")
                + " ".repeat(32 * KIB));
        return client;
    }

    private void awaitRequestsHeld(long atLeast) {
        Eventually.await(() -> memory.requests().held() >= atLeast);
    }

    private int loginFrom(String address) {
        RawClient client = connect();
        client.send(head("POST", "/api/v1/auth/login", LOGIN.length(), "X-Forwarded-For: " + address + "\r\n") + LOGIN);
        return client.receive().status();
    }

    @Test
    void bodyShouldBeRefusedWhenItsAddressHoldsItsShareAndConcernNoOther() {
        Person alice = server.person("alice");
        halfLogin("192.0.2.1");
        awaitRequestsHeld(32 * KIB);
        RawClient refused = halfLogin("192.0.2.1");
        refused.send(" ".repeat(32 * KIB - 1));

        RawClient.RawResponse response = refused.receive();
        assertThat(response.status()).isEqualTo(503);
        assertThat(response.json().at("/code").asString()).isEqualTo("unavailable");
        assertThat(loginFrom("192.0.2.1")).isEqualTo(200);
        assertThat(alice.publicRoom("Tea")).isNotEmpty();
        halfLogin("192.0.2.2");
        awaitRequestsHeld(2 * 32 * KIB);
    }

    @Test
    void bodiesOfAnAccountShouldBeRefusedWhenItHoldsItsShareAndConcernNoOther() {
        Person alice = server.person("alice");
        Person bob = server.person("bob");
        RawClient first = halfAvatar(alice);
        awaitRequestsHeld(32 * KIB);
        RawClient second = halfAvatar(alice);
        second.send(" ".repeat(32 * KIB));

        assertThat(second.receive().status()).isEqualTo(503);
        String room = bob.publicRoom("Tea");
        assertThat(bob.send(room, "x".repeat(4000)).status()).isEqualTo(201);
        assertThat(alice.post("/api/v1/rooms", "{\"kind\":\"public\",\"name\":\"Milk\"}")
                        .status())
                .isEqualTo(201);

        first.send(" ".repeat(32 * KIB));
        assertThat(first.receive().status()).isEqualTo(415);
        Eventually.await(() -> memory.requests().held() == 0);
    }

    @Test
    void bodyShouldBeCutOffWhenItArrivesTooSlowlyForWhatItHolds() throws InterruptedException {
        RawClient slow = halfLogin("192.0.2.1");
        awaitRequestsHeld(32 * KIB);
        RawClient small = connect();
        small.send(head("POST", "/api/v1/auth/login", LOGIN.length(), "X-Forwarded-For: 192.0.2.1\r\n")
                + LOGIN.substring(0, 20));
        time.awaitPending(2);

        time.advance(CHECK_PERIOD);

        RawClient.RawResponse response = slow.receive();
        assertThat(response.status()).isEqualTo(408);
        assertThat(response.json().at("/code").asString()).isEqualTo("bad_request");
        Eventually.await(() -> memory.requests().held() < KIB);
        small.send(LOGIN.substring(20));
        assertThat(small.receive().status()).isEqualTo(401);
    }

    @Test
    void refusedBodyShouldBeAnsweredWhenItDoesNotEnd() throws InterruptedException {
        halfLogin("192.0.2.1");
        awaitRequestsHeld(32 * KIB);
        RawClient refused = halfLogin("192.0.2.1");
        time.awaitPending(3);

        time.advance(CHECK_PERIOD);

        assertThat(refused.receive().status()).isEqualTo(503);
    }

    /** Creates a room whose newest page has 6.3 MB. */
    private String roomWithLargePage(Person owner) {
        String room = owner.publicRoom("Tea");
        Caller caller = Caller.of(new AccountId(UUID.fromString(owner.id())));
        RoomId id = new RoomId(UUID.fromString(room.replaceAll(".*/", "")));
        for (int i = 0; i < 200; i++) {
            server.chat.messages().send(caller, new Send(id, LONG, null)).join();
        }
        return room + "/messages?limit=200";
    }

    /** Requests a page and does not read it. */
    private RawClient unread(Person person, String page) {
        RawClient client = RawClient.connectWithSmallBuffer(server);
        clients.add(client);
        client.send(RawClient.get(person, page, "*/*"));
        // The response is rendered as a whole by then.
        assertThat(client.receiveHead()).contains(" 200 ");
        assertThat(memory.responses().held()).isGreaterThan(2 * MIB);
        return client;
    }

    @Test
    void largeResponseShouldBeRefusedWhenTheAccountDoesNotReadOthersAndConcernNoOther() {
        Person alice = server.person("alice");
        Person bob = server.person("bob");
        String page = roomWithLargePage(alice);
        bob.post(page.replace("/messages?limit=200", "/join"));

        RawClient stalled = unread(alice, page);

        Response refused = alice.get(page);
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.header("Retry-After")).isEqualTo("1");
        assertThat(alice.get("/api/v1/me").status()).isEqualTo(200);
        assertThat(bob.get(page).body()).hasSizeGreaterThan(6 * MIB / 2);
        assertThat(bob.send(page.replace("/messages?limit=200", ""), "Hello").status())
                .isEqualTo(201);

        assertThat(stalled.receive().body()).hasSizeGreaterThan(6 * MIB / 2);
        Eventually.await(() -> memory.responses().held() == 0);
    }

    @Test
    void connectionShouldBeClosedWhenItTakesItsResponseTooSlowly() throws InterruptedException {
        Person alice = server.person("alice");
        unread(alice, roomWithLargePage(alice));
        time.awaitPending(1);

        // The first check may still find what the buffers of the kernel have taken.
        Eventually.await(() -> {
            time.advance(CHECK_PERIOD);
            return memory.responses().held() == 0;
        });
    }
}
