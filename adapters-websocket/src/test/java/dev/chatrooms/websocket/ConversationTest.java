package dev.chatrooms.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.websocket.TestServer.Person;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Start here: a conversation from hello to shutdown, with the JDK's WebSocket client. */
class ConversationTest {
    @Test
    void clientsShouldMissNothingWhenTheyReconnect() throws Exception {
        try (TestServer server = new TestServer()) {
            Person alice = server.person("alice");
            Person bob = server.person("bob");
            RoomId room = server.room(alice, bob);

            // Alice authenticates with a header, Bob with a token in the hello.
            Client a = Client.connect(server, "Authorization", "Bearer " + alice.token());
            a.send("{\"op\":\"hello\"}");
            assertThat(a.next().path("resume").asText()).isEqualTo("fresh");
            Client b = Client.connect(server);
            b.send("{\"op\":\"hello\",\"token\":\"" + bob.token() + "\"}");
            JsonNode welcome = b.next();
            assertThat(welcome.at("/rooms/0/id").asText()).isEqualTo(room.toString());

            // Alice sends a message. She receives an ack, and both receive the event.
            a.send(TestClient.sendJson(room, "1", "Tea?", "c1"));
            List<String> atAlice =
                    List.of(a.next().path("op").asText(), a.next().path("op").asText());
            assertThat(atAlice).containsExactlyInAnyOrder("ack", "event");
            JsonNode tea = b.next();
            assertThat(tea.at("/data/text").asText()).isEqualTo("Tea?");
            assertThat(tea.at("/data/sender/username").asText()).isEqualTo("alice");

            // Bob loses the network and misses two messages.
            b.socket.abort();
            a.send(TestClient.sendJson(room, "2", "Bob?", "c2") + "\n"
                    + TestClient.sendJson(room, "3", "Hello?", "c3"));

            // Bob reconnects with the last cursor that was processed and receives exactly those two.
            Client again = Client.connect(server);
            again.send("{\"op\":\"hello\",\"token\":\"" + bob.token() + "\",\"cursor\":\""
                    + tea.path("cursor").asText() + "\"}");
            assertThat(again.next().path("resume").asText()).isEqualTo("resumed");
            assertThat(again.next().at("/data/text").asText()).isEqualTo("Bob?");
            assertThat(again.next().at("/data/text").asText()).isEqualTo("Hello?");

            // The server stops and asks all clients to reconnect later.
            server.stop();
            assertThat(again.closed.get(60, TimeUnit.SECONDS)).isEqualTo(4000);
            assertThat(a.closed.get(60, TimeUnit.SECONDS)).isEqualTo(4000);
        }
    }

    /** The JDK's client with a queue of received objects. */
    private static final class Client implements WebSocket.Listener {
        private final BlockingQueue<JsonNode> objects = new LinkedBlockingQueue<>();
        private final CompletableFuture<Integer> closed = new CompletableFuture<>();
        private final StringBuilder frame = new StringBuilder();
        private WebSocket socket;

        static Client connect(TestServer server, String... headers) throws Exception {
            Client client = new Client();
            WebSocket.Builder builder = HttpClient.newHttpClient().newWebSocketBuilder();
            for (int i = 0; i < headers.length; i += 2) {
                builder.header(headers[i], headers[i + 1]);
            }
            URI uri = URI.create("ws://127.0.0.1:" + server.port() + WebSocketAdapter.PATH);
            client.socket = builder.buildAsync(uri, client).get(60, TimeUnit.SECONDS);
            return client;
        }

        void send(String objects) throws Exception {
            socket.sendText(objects, true).get(60, TimeUnit.SECONDS);
        }

        JsonNode next() throws Exception {
            JsonNode object = objects.poll(60, TimeUnit.SECONDS);
            assertThat(object).as("the next object").isNotNull();
            return object;
        }

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            frame.append(data);
            if (last) {
                for (String line : frame.toString().split("\n")) {
                    JsonNode object = TestClient.parse(line);
                    // Presence signals do not matter here.
                    if (!object.path("op").asText().equals("signal")) {
                        objects.add(object);
                    }
                }
                frame.setLength(0);
            }
            webSocket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
            closed.complete(code);
            return null;
        }
    }
}
