package dev.chatrooms.bootstrap.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chatrooms.application.Chat;
import dev.chatrooms.application.common.ChatSettings;
import dev.chatrooms.bootstrap.wire.Connection.Transport;
import dev.chatrooms.http.HttpAdapter;
import dev.chatrooms.http.settings.HttpSettings;
import dev.chatrooms.websocket.WebSocketAdapter;
import dev.chatrooms.websocket.WebSocketSettings;
import io.javalin.Javalin;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * The resync of a node while eight clients send. Readers over each transport resume with their cursors, and receive
 * every message once and in order.
 */
class ResyncTest {
    private static final int SENDERS = 8;
    private static final int EACH = 25;
    private static final int BETWEEN_RESYNCS = 5;

    @Test
    void resyncShouldLoseDoubleAndReorderNothingOnAnyTransport() throws Exception {
        ChatSettings settings =
                ChatSettings.builder().unlimited().replayLimit(100_000).build();
        try (Chat chat = Chat.inMemoryBuilder().settings(settings).build()) {
            Javalin server = Javalin.create(config -> {
                        config.startup.showJavalinBanner = false;
                        HttpAdapter.of(chat, HttpSettings.using(chat.workers()).build())
                                .accept(config);
                        new WebSocketAdapter(chat, chat.workers(), WebSocketSettings.allowing(Set.of())).accept(config);
                    })
                    .start("127.0.0.1", 0);
            try {
                run(chat, server.port());
            } finally {
                server.stop();
            }
        }
    }

    private static void run(Chat chat, int port) throws Exception {
        ApiClient reader = new ApiClient(port, "reader");
        assertThat(reader.call("POST", "/rooms", Map.of("kind", "public", "name", "Tea"))
                        .status())
                .isEqualTo(201);
        String room = "/rooms/" + reader.list("/rooms").get(0).get("id").asText();
        List<ApiClient> senders = new ArrayList<>();
        for (int i = 0; i < SENDERS; i++) {
            ApiClient sender = new ApiClient(port, "sender" + i);
            assertThat(sender.call("POST", room + "/join", null).status()).isLessThan(300);
            senders.add(sender);
        }
        String start = reader.get("/events").get("cursor").asText();
        ExecutorService threads = Executors.newFixedThreadPool(SENDERS + Transport.values().length);
        try {
            Map<Transport, Future<List<Long>>> reading = new EnumMap<>(Transport.class);
            for (Transport transport : Transport.values()) {
                reading.put(transport, threads.submit(() -> read(reader, transport, start)));
            }
            List<Future<?>> sending = new ArrayList<>();
            for (ApiClient sender : senders) {
                boolean resyncs = sender == senders.get(0);
                sending.add(threads.submit(() -> {
                    send(sender, room, resyncs ? chat : null);
                    return null;
                }));
            }
            long patience = 3 * ApiClient.TIMEOUT.toSeconds();
            for (Future<?> sender : sending) {
                sender.get(patience, TimeUnit.SECONDS);
            }
            for (Transport transport : Transport.values()) {
                assertThat(reading.get(transport).get(patience, TimeUnit.SECONDS))
                        .as("over " + transport)
                        .containsExactlyElementsOf(LongStream.rangeClosed(1, SENDERS * EACH)
                                .boxed()
                                .toList());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void send(ApiClient sender, String room, Chat resynced) {
        for (int i = 0; i < EACH; i++) {
            assertThat(sender.call("POST", room + "/messages", Map.of("text", "message " + i))
                            .status())
                    .isEqualTo(201);
            if (resynced != null && i % BETWEEN_RESYNCS == 0) {
                resynced.administration().reports().resync().join();
            }
        }
    }

    /** Returns the sequence numbers of the messages in the order in which they arrive. */
    private static List<Long> read(ApiClient reader, Transport transport, String start) throws InterruptedException {
        List<Long> seqs = new ArrayList<>();
        String cursor = start;
        while (seqs.size() < SENDERS * EACH) {
            Connection connection = Connection.of(transport, reader, new Random(seqs.size()));
            try {
                JsonNode welcome = open(connection, cursor);
                if (welcome == null || welcome.has("failed")) {
                    continue;
                }
                assertThat(welcome.path("resume").asText()).isEqualTo("resumed");
                JsonNode object = next(connection);
                while (object != null && !object.has("failed")) {
                    cursor = object.get("cursor").asText();
                    if (object.path("type").asText().equals("message.posted")) {
                        seqs.add(object.at("/data/seq").asLong());
                    }
                    object = seqs.size() < SENDERS * EACH ? next(connection) : null;
                }
            } finally {
                connection.close();
            }
        }
        return seqs;
    }

    /** Returns null if the resync ends a socket or a poll before its response. */
    private static JsonNode open(Connection connection, String cursor) throws InterruptedException {
        try {
            return connection.open(cursor);
        } catch (CompletionException ended) {
            return null;
        } catch (ApiClient.UnexpectedStatus ended) {
            return nullIfUnavailable(ended);
        }
    }

    /** Returns null if the resync ends the poll. */
    private static JsonNode next(Connection connection) throws InterruptedException {
        try {
            return connection.next(true);
        } catch (ApiClient.UnexpectedStatus ended) {
            return nullIfUnavailable(ended);
        }
    }

    private static JsonNode nullIfUnavailable(ApiClient.UnexpectedStatus ended) {
        assertThat(ended).hasMessageContaining("status=503");
        return null;
    }
}
