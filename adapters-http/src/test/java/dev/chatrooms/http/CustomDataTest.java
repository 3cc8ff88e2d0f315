package dev.chatrooms.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Eventually;
import dev.chatrooms.application.account.AccountProfile;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.message.Send;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.AccountKind;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.metadata.Metadata;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The metadata that a host has set, as clients see it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CustomDataTest {
    private static final Metadata ORDER = new Metadata("{\"items\":[1,\"\u00E9\"],\"order\":17}");

    private TestServer server;
    private Person alice;

    @BeforeAll
    void start() {
        server = TestServer.start();
        alice = server.person("alice");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void metadataOfMessageShouldBeShownWhereverTheMessageIs() {
        String room = alice.publicRoom("Orders");
        Response plain = alice.send(room, "packed");
        String cursor = alice.get("/api/v1/events").at("/cursor");
        MessageId id = new MessageId(UUID.fromString(plain.at("/id")));
        server.chat.customData().set(id, ORDER).join();

        assertThat(plain.json().has("metadata")).isFalse();
        assertShown(alice.get("/api/v1/messages/" + id), "/metadata");
        assertShown(alice.get(room + "/messages"), "/items/0/metadata");
        assertShown(alice.get(room), "/lastMessage/metadata");
        assertShown(alice.get("/api/v1/events?after=" + cursor + "&wait=10"), "/events/0/data/metadata");
        Eventually.await(() -> alice.get("/api/v1/messages/search?q=packed")
                        .json()
                        .at("/items")
                        .size()
                == 1);
        assertShown(alice.get("/api/v1/messages/search?q=packed"), "/items/0/message/metadata");

        alice.delete("/api/v1/messages/" + id);
        assertThat(alice.get("/api/v1/messages/" + id).json().has("metadata")).isFalse();
    }

    @Test
    void metadataOfRoomShouldBeShownWhereverTheRoomIs() {
        String room = alice.publicRoom("Tickets");
        String cursor = alice.get("/api/v1/events").at("/cursor");
        RoomId id = new RoomId(UUID.fromString(room.substring(room.lastIndexOf('/') + 1)));
        server.chat.customData().set(id, ORDER).join();

        assertShown(alice.get(room), "/metadata");
        assertShown(alice.get("/api/v1/rooms"), "/items/0/metadata");
        assertShown(alice.get("/api/v1/rooms?scope=public&search=tickets"), "/items/0/metadata");
        assertShown(alice.get("/api/v1/events?after=" + cursor + "&wait=10"), "/events/0/data/metadata");
    }

    @Test
    void metadataAndKindOfAccountShouldBeShownWhereverTheAccountIs() {
        Account bot = server.chat
                .administration()
                .ensureAccount(
                        "weather",
                        AccountProfile.named("Weather")
                                .withKind(AccountKind.BOT)
                                .withMetadata(ORDER))
                .join();
        Response room =
                alice.post("/api/v1/rooms", "{\"kind\":\"private\",\"name\":\"Weather\",\"members\":[\"weather\"]}");
        String path = "/api/v1/rooms/" + room.at("/id");
        server.chat
                .messages()
                .send(Caller.of(bot.id()), new Send(new RoomId(UUID.fromString(room.at("/id"))), "Rain", null))
                .join();
        Response members = alice.get(path + "/members");

        assertShown(alice.get("/api/v1/users/weather"), "/metadata");
        assertThat(alice.get("/api/v1/users/weather").at("/kind")).isEqualTo("bot");
        assertShown(members, "/items/1/user/metadata");
        assertThat(members.json().at("/items/0/user").has("metadata")).isFalse();
        assertThat(members.json().at("/items/0/user").has("kind")).isFalse();
        assertThat(alice.get(path + "/messages").at("/items/0/sender/kind")).isEqualTo("bot");
        assertThat(alice.send(path, "Thanks").json().at("/sender").has("kind")).isFalse();
        assertThat(alice.get("/api/v1/me").json().has("metadata")).isFalse();
    }

    @Test
    void botShouldSetMetadataOfItsMessages() {
        Account bot = server.chat
                .administration()
                .ensureAccount("stock", AccountProfile.named("Stock").withKind(AccountKind.BOT))
                .join();
        String token = server.chat.sessions().open(bot.id()).join().accessToken();
        Person stock = new Person(server, bot.id().toString(), "stock", token);
        Response created =
                alice.post("/api/v1/rooms", "{\"kind\":\"private\",\"name\":\"Stock\",\"members\":[\"stock\"]}");
        String room = "/api/v1/rooms/" + created.at("/id");
        String exact = "{\"item\":\"Earl Grey\",\"left\":0.1234567890123456}";

        Response sent = stock.post(room + "/messages", "{\"text\":\"low\",\"metadata\":" + exact + "}");

        assertThat(sent.status()).isEqualTo(201);
        assertThat(sent.body()).contains("\"metadata\":" + exact);
        assertThat(alice.get(room + "/messages").body()).contains("\"metadata\":" + exact);
        Response byAlice = alice.post(room + "/messages", "{\"text\":\"low\",\"metadata\":" + exact + "}");
        assertThat(byAlice.status()).isEqualTo(422);
        assertThat(byAlice.at("/errors/0/code")).isEqualTo("not_a_bot");
    }

    private static void assertShown(Response response, String pointer) {
        assertThat(response.json().at(pointer)).hasToString(ORDER.json());
    }
}
