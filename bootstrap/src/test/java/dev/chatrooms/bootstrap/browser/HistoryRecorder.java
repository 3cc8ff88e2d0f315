package dev.chatrooms.bootstrap.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * Records what a client receives: the objects of its connection, in order, and the responses to its requests, each with
 * the place where it was requested. At the end, it adds what a client that starts anew would load.
 */
final class HistoryRecorder {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long LIMIT_SECONDS = 30;

    private final ChatSite site;
    private final String token;
    private final ArrayNode steps = JSON.createArrayNode();
    private final List<String> cursors = new ArrayList<>();
    private Connection connection;
    private int requests;

    HistoryRecorder(ChatSite site, String token) {
        this.site = site;
        this.token = token;
    }

    /** Connects anew, and resumes from a cursor; null starts without one. */
    void connect(String cursor) throws Exception {
        if (connection != null) {
            connection.end();
        }
        connection = new Connection();
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(
                        URI.create("ws://127.0.0.1:" + site.hosts().get(ChatSite.DIRECT) + "/api/v1/ws"), connection)
                .get(LIMIT_SECONDS, TimeUnit.SECONDS);
        connection.socket = socket;
        ObjectNode hello = JSON.createObjectNode().put("op", "hello").put("token", token);
        if (cursor != null) {
            hello.put("cursor", cursor);
        }
        socket.sendText(hello.toString(), true).get(LIMIT_SECONDS, TimeUnit.SECONDS);
        await("\"op\":\"welcome\"", connection.start);
    }

    /** Returns the last cursors, oldest first. */
    synchronized List<String> cursors() {
        return List.copyOf(cursors);
    }

    /** Records a response of which a client applies the content, and returns it. */
    JsonNode request(String kind, ObjectNode about, String method, String path, Object body) throws Exception {
        int id = ++requests;
        synchronized (this) {
            steps.addObject().put("step", "request").put("id", id);
        }
        JsonNode content = site.call(method, path, body, token);
        synchronized (this) {
            ObjectNode step = steps.addObject().put("step", "response").put("id", id);
            step.put("kind", kind).setAll(about);
            step.set("content", content);
        }
        return content;
    }

    /** Waits until the connection has received an object that contains a text. */
    void await(String text) throws Exception {
        await(text, 0);
    }

    private synchronized void await(String text, int from) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (!received(text, from)) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            assertThat(left).as("milliseconds left for " + text).isPositive();
            wait(left);
        }
    }

    private boolean received(String text, int from) {
        for (int i = steps.size() - 1; i >= from; i--) {
            if (steps.get(i).path("object").toString().contains(text)) {
                return true;
            }
        }
        return false;
    }

    /** Writes the recording with the state of a client that starts anew. */
    void write(Path file) throws Exception {
        ObjectNode history = JSON.createObjectNode();
        synchronized (this) {
            history.set("steps", steps.deepCopy());
        }
        int end = steps.size();
        connect(null);
        JsonNode welcome;
        synchronized (this) {
            welcome = steps.get(end).get("object");
        }
        ObjectNode expected = history.putObject("expected");
        expected.set("welcome", welcome);
        for (String list : List.of("contacts", "blocks")) {
            expected.set(list, all(list));
        }
        ObjectNode members = expected.putObject("members");
        ObjectNode messages = expected.putObject("messages");
        for (JsonNode room : welcome.get("rooms")) {
            String id = room.get("id").asText();
            members.set(id, all("rooms/" + id + "/members"));
            messages.set(id, messages(id));
        }
        connection.end();
        Files.createDirectories(file.getParent());
        Files.writeString(file, history.toString());
    }

    private JsonNode all(String path) throws Exception {
        return site.call("GET", path + "?limit=200", null, token).get("items");
    }

    private ArrayNode messages(String room) throws Exception {
        ArrayNode all = JSON.createArrayNode();
        JsonNode page;
        long after = 0;
        do {
            page = site.call("GET", "rooms/" + room + "/messages?limit=100&after=" + after, null, token);
            for (JsonNode message : page.get("items")) {
                all.add(message);
                after = message.get("seq").asLong();
            }
        } while (page.get("hasAfter").asBoolean());
        return all;
    }

    private synchronized void received(Connection from, String frame) throws IOException {
        if (from != connection) {
            return;
        }
        for (String line : frame.split("\n")) {
            if (line.isEmpty()) {
                continue;
            }
            JsonNode object = JSON.readTree(line);
            steps.addObject().put("step", "received").set("object", object);
            String op = object.get("op").asText();
            boolean isFresh =
                    op.equals("welcome") && !object.get("resume").asText().equals("resumed");
            if (op.equals("event") || isFresh) {
                if (isFresh) {
                    cursors.clear();
                }
                cursors.add(object.get("cursor").asText());
            }
        }
        notifyAll();
    }

    private final class Connection implements WebSocket.Listener {
        private final StringBuilder frame = new StringBuilder();
        private final int start = steps.size();
        private WebSocket socket;

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean isLast) {
            frame.append(data);
            if (isLast) {
                try {
                    received(this, frame.toString());
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
                frame.setLength(0);
            }
            from.request(1);
            return null;
        }

        private void end() {
            socket.abort();
        }
    }
}
