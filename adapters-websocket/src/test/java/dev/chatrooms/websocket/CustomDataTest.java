package dev.chatrooms.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chatrooms.application.account.AccountProfile;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.message.Send;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.AccountKind;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.metadata.Metadata;
import dev.chatrooms.websocket.TestServer.Person;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Metadata, bots and the application, as sockets show them. */
class CustomDataTest {
    private static final Metadata ORDER = new Metadata("{\"items\":[1,\"\u00E9\"],\"order\":17}");

    private final TestServer server = new TestServer();
    private final Person alice = server.person("alice");
    private final RoomId room = server.room(alice);

    @AfterEach
    void stop() {
        server.close();
    }

    private Account account(String name, AccountKind kind) {
        AccountProfile profile =
                AccountProfile.named(name).withUsername(name).withKind(kind).withMetadata(ORDER);
        return server.chat.administration().ensureAccount(name, profile).join();
    }

    private TestClient join(Account account) {
        String token = server.chat.sessions().open(account.id()).join().accessToken();
        return server.join(new Person(account.username().value(), Caller.of(account), token));
    }

    private void add(Account account) {
        server.chat
                .moderation()
                .add(alice.caller(), room, account.id().toString())
                .join();
    }

    @Test
    void welcomeAndEventsShouldShowMetadataOfRoomsAndTheirLastMessages() {
        MessageId said = server.send(alice, room, "packed").join().message().id();
        try (TestClient a = server.join(alice)) {
            server.chat.customData().set(said, ORDER).join();
            JsonNode edited = a.awaitEvent("message.edited");
            assertThat(edited.at("/data/metadata")).hasToString(ORDER.json());
            assertThat(edited.path("data").has("editedAt")).isFalse();
            server.chat.customData().set(room, ORDER).join();
            assertThat(a.awaitEvent("room.updated").at("/data/metadata")).hasToString(ORDER.json());
        }
        try (TestClient a = server.connect()) {
            a.hello(alice.token(), null);
            JsonNode shown = a.expect("welcome").at("/rooms/0");

            assertThat(shown.path("metadata")).hasToString(ORDER.json());
            assertThat(shown.at("/lastMessage/metadata")).hasToString(ORDER.json());

            server.chat.customData().set(room, null).join();
            assertThat(a.awaitEvent("room.updated").path("data").has("metadata"))
                    .isFalse();
        }
    }

    @Test
    void eventsShouldShowTheKindAndTheMetadataOfBotsAndTheApplication() {
        Account bot = account("stock", AccountKind.BOT);
        Account shop = account("shop", AccountKind.SYSTEM);
        try (TestClient a = server.join(alice)) {
            add(bot);
            JsonNode joined = a.awaitEvent("member.joined").at("/data/user");
            assertThat(joined.path("kind").asText()).isEqualTo("bot");
            assertThat(joined.path("metadata")).hasToString(ORDER.json());

            for (Account sender : new Account[] {shop, bot}) {
                server.chat
                        .messages()
                        .send(Caller.of(sender), new Send(room, "shipped", null))
                        .join();
                assertThat(a.awaitEvent("message.posted")
                                .at("/data/sender/kind")
                                .asText())
                        .isEqualTo(sender.kind().name().toLowerCase(Locale.ROOT));
            }
            a.send(room, "r", "thanks");
            assertThat(a.awaitEvent("message.posted").at("/data/sender").has("kind"))
                    .isFalse();

            server.chat.customData().set(bot.id(), null).join();
            JsonNode updated = a.awaitEvent("account.updated").path("data");
            assertThat(updated.path("kind").asText()).isEqualTo("bot");
            assertThat(updated.has("metadata")).isFalse();
        }
    }

    @Test
    void botAndApplicationShouldSendMetadataOverTheirSockets() {
        Account bot = account("stock", AccountKind.BOT);
        Account shop = account("shop", AccountKind.SYSTEM);
        add(bot);
        try (TestClient a = server.join(alice);
                TestClient ofBot = join(bot);
                TestClient ofShop = join(shop)) {
            for (TestClient sender : new TestClient[] {ofBot, ofShop}) {
                sender.text(annotated("r", ORDER.json()));
                JsonNode ack = sender.await("ack");

                JsonNode posted = a.awaitEvent("message.posted").path("data");
                assertThat(posted.path("id")).isEqualTo(ack.path("messageId"));
                assertThat(posted.path("metadata")).hasToString(ORDER.json());
                MessageId id = new MessageId(UUID.fromString(posted.path("id").asText()));
                assertThat(server.chat.messages().message(alice.caller(), id).metadata())
                        .isEqualTo(ORDER);
            }
        }
    }

    @Test
    void sendWithUnacceptableMetadataShouldBeRefusedAndTheSocketStaysOpen() {
        try (TestClient a = server.join(alice)) {
            a.text(annotated("user", "{}"));
            JsonNode refused = a.expect("error");
            assertThat(refused.path("ref").asText()).isEqualTo("user");
            assertThat(refused.path("code").asText()).isEqualTo("invalid");
            assertThat(refused.path("detail").asText()).isEqualTo("'metadata' may only be set by bots");

            a.text(annotated("long", "{\"a\":\"" + "x".repeat(Metadata.MAX_BYTES) + "\"}"));
            assertThat(a.expect("error").path("code").asText()).isEqualTo("invalid");

            a.text(annotated("array", "[]"));
            assertThat(a.expect("error").path("code").asText()).isEqualTo("bad_request");

            a.text(annotated("none", "null"));
            assertThat(a.await("ack").path("ref").asText()).isEqualTo("none");
        }
    }

    private String annotated(String ref, String metadata) {
        return "{\"op\":\"send\",\"ref\":\"" + ref + "\",\"roomId\":\"" + room + "\",\"text\":\"Rain\",\"metadata\":"
                + metadata + "}";
    }
}
