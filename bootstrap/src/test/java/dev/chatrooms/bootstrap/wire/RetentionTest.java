package dev.chatrooms.bootstrap.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chatrooms.application.Chat;
import dev.chatrooms.application.Eventually;
import dev.chatrooms.application.HandClock;
import dev.chatrooms.application.common.ChatSettings;
import dev.chatrooms.application.configuration.ConfigurationKey;
import dev.chatrooms.application.configuration.ConfigurationValue.WholeNumber;
import dev.chatrooms.application.memory.MemoryPasswordHasher;
import dev.chatrooms.application.memory.MemoryStorage;
import dev.chatrooms.application.memory.MemoryTokenIssuer;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.application.spi.StoreClock;
import dev.chatrooms.application.spi.StoreFixture;
import dev.chatrooms.bootstrap.wire.Connection.Transport;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.http.HttpAdapter;
import dev.chatrooms.http.settings.HttpSettings;
import dev.chatrooms.websocket.WebSocketAdapter;
import dev.chatrooms.websocket.WebSocketSettings;
import io.javalin.Javalin;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages after {@code retention.days}, as clients see them over each transport. */
class RetentionTest {
    /** More than the interval of the retention, and little enough that access tokens remain valid. */
    private static final Duration A_RUN = Duration.ofSeconds(61);

    private final HandClock clock = new HandClock();
    private final StoreClock storeClock = StoreClock.of(MemoryStorage.create(), clock);
    private final Storage storage = storeClock.storage();
    private final StoreFixture store = StoreFixture.in(storage);
    private final Chat chat = Chat.builder(storage)
            .passwordHasher(new MemoryPasswordHasher())
            .tokenIssuer(new MemoryTokenIssuer())
            .settings(ChatSettings.builder().unlimited().build())
            .clock(clock)
            .nanoTime(() -> ChronoUnit.NANOS.between(Instant.EPOCH, clock.instant()))
            .build();
    private Javalin server;

    @BeforeEach
    void start() {
        server = Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    HttpAdapter.of(chat, HttpSettings.using(chat.workers()).build())
                            .accept(config);
                    new WebSocketAdapter(chat, chat.workers(), WebSocketSettings.allowing(Set.of())).accept(config);
                })
                .start("127.0.0.1", 0);
    }

    @AfterEach
    void stop() {
        server.stop();
        chat.close();
    }

    private void awaitRun() {
        int before = storeClock.reads();
        clock.advance(A_RUN);
        Eventually.await("old messages are looked for", storeClock::reads, reads -> reads > before);
    }

    private static JsonNode post(ApiClient client, String room, Map<String, ?> message) {
        ApiClient.Response response = client.call("POST", room + "/messages", message);
        assertThat(response.status()).as("" + response).isEqualTo(201);
        return response.body().has("message") ? response.body().get("message") : response.body();
    }

    private String upload(ApiClient client) throws Exception {
        String boundary = "boundary-of-the-test";
        HttpRequest request = HttpRequest.newBuilder(client.uri("http", "/files"))
                .header("Authorization", "Bearer " + client.token())
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(BodyPublishers.ofString("--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\";"
                        + " filename=\"old.txt\"\r\n\r\ntext\r\n--" + boundary + "--\r\n"))
                .build();
        return ApiClient.JSON
                .readTree(ApiClient.HTTP.send(request, BodyHandlers.ofString()).body())
                .get("id")
                .asText();
    }

    private static String cursorOf(ApiClient client) {
        return client.get("/events").get("cursor").asText();
    }

    private static String idOf(JsonNode message) {
        return message.get("id").asText();
    }

    private Position removedUpTo() {
        return store.<Position>read(stores -> stores.retention().removedUpTo());
    }

    /** Returns the ids in the next deletions that a connection receives. */
    private static List<String> deletions(Connection connection, int count) throws InterruptedException {
        List<String> ids = new ArrayList<>();
        while (ids.size() < count) {
            JsonNode object = connection.next(true);
            assertThat(object).as("an event").isNotNull();
            assertThat(object.has("failed")).as("" + object).isFalse();
            if (object.path("type").asText().equals("message.deleted")) {
                assertThat(object.at("/data/text").isMissingNode()).isTrue();
                ids.add(object.at("/data/id").asText());
            }
        }
        return ids;
    }

    private static String resumption(Transport transport, ApiClient client, String cursor) throws InterruptedException {
        Connection connection = Connection.of(transport, client, new Random(1));
        try {
            return connection.open(cursor).path("resume").asText();
        } finally {
            connection.close();
        }
    }

    @Test
    void oldMessagesShouldGoAndYoungOnesShouldStayOverEveryTransport() throws Exception {
        int port = server.port();
        ApiClient firstLogin = new ApiClient(port, "alice");
        ApiClient bob = new ApiClient(port, "bob");
        assertThat(firstLogin
                        .call("POST", "/rooms", Map.of("kind", "public", "name", "Tea"))
                        .status())
                .isEqualTo(201);
        String roomId = firstLogin.list("/rooms").get(0).get("id").asText();
        String room = "/rooms/" + roomId;
        assertThat(bob.call("POST", room + "/join", null).status()).isLessThan(300);
        String start = cursorOf(bob);
        String file = upload(firstLogin);
        List<String> old = new ArrayList<>();
        old.add(idOf(post(firstLogin, room, Map.of("text", "old kettle @bob", "attachments", List.of(file)))));
        for (int n = 0; n < 5; n++) {
            old.add(idOf(post(firstLogin, room, Map.of("text", "old kettle " + n))));
        }
        Position lastOld = store.head();
        awaitRun();
        awaitRun();
        awaitRun();

        clock.advance(Duration.ofDays(45));
        ApiClient alice = new ApiClient(port, "alice");
        ApiClient reader = new ApiClient(port, "bob");
        String root = old.get(1);
        String edited = old.get(2);
        JsonNode reply = post(alice, room, Map.of("text", "fresh kettle", "threadId", root));
        assertThat(alice.call("PATCH", "/messages/" + edited, Map.of("text", "edited kettle"))
                        .status())
                .isEqualTo(200);
        assertThat(alice.call("PUT", "/messages/" + old.get(3) + "/pin", null).status())
                .isLessThan(300);
        String ahead = cursorOf(reader);
        Map<Transport, Connection> live = new EnumMap<>(Transport.class);
        for (Transport transport : Transport.values()) {
            Connection connection = Connection.of(transport, reader, new Random(transport.ordinal()));
            assertThat(connection.open(null).path("resume").asText()).isEqualTo("fresh");
            live.put(transport, connection);
        }

        chat.administration().configuration().set(ConfigurationKey.RETENTION_DAYS, new WholeNumber(30));
        awaitRun();
        Eventually.await("the old entries are removed", this::removedUpTo, removed -> !lastOld.isAfter(removed));

        for (Transport transport : Transport.values()) {
            assertThat(deletions(live.get(transport), old.size()))
                    .as("live over " + transport)
                    .containsExactlyElementsOf(old);
            live.get(transport).close();
            Connection resumed = Connection.of(transport, reader, new Random(transport.ordinal()));
            assertThat(resumed.open(ahead).path("resume").asText()).isEqualTo("resumed");
            assertThat(deletions(resumed, old.size()))
                    .as("resumed over " + transport)
                    .containsExactlyElementsOf(old);
            resumed.close();
            assertThat(resumption(transport, reader, start))
                    .as("from before over " + transport)
                    .isEqualTo("reset");
        }
        assertThat(reader.history(roomId))
                .filteredOn(message -> message.has("deletedAt"))
                .extracting(RetentionTest::idOf)
                .containsExactlyElementsOf(old);
        assertThat(reader.history(roomId))
                .filteredOn(message -> message.has("text"))
                .extracting(message -> message.get("text").asText())
                .containsExactly("fresh kettle");
        assertThat(reader.get("/messages/" + idOf(reply)).path("threadId").asText())
                .isEqualTo(root);
        assertThat(StreamSupport.stream(
                        reader.get("/messages/" + root + "/thread").get("items").spliterator(), false))
                .extracting(RetentionTest::idOf)
                .containsExactly(idOf(reply));
        assertThat(reader.get(room + "/pins").get("items")).isEmpty();
        assertThat(reader.list("/rooms").get(0).at("/me/mentions").asInt()).isZero();
        assertThat(reader.call("GET", "/files/" + file, null).status()).isEqualTo(404);
        Eventually.await(
                "search finds the fresh message alone",
                () -> reader.get("/messages/search?q=kettle").get("items").size(),
                found -> found == 1);
    }
}
