package dev.chatrooms.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Eventually;
import dev.chatrooms.domain.id.MessageId;
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

    private static void assertShown(Response response, String pointer) {
        assertThat(response.json().at(pointer)).hasToString(ORDER.json());
    }
}
