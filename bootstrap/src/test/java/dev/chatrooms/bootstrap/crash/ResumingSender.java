package dev.chatrooms.bootstrap.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A WebSocket client that keeps a number of sends in flight and survives the loss of its connection: it resumes from
 * the last processed event and resends unacknowledged messages with the same clientId. Some of its messages have a
 * file.
 */
final class ResumingSender {
    private static final int IN_FLIGHT = 16;
    private static final Duration TIMEOUT = Duration.ofSeconds(180);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static final int MAX_UNACKNOWLEDGED = 250;
    /** One in so many messages has a file. */
    private static final int FILES_SHARE = 12;

    private final String name;
    private final String token;
    private final List<String> rooms;

    // Guarded by this.
    private final Map<String, JsonNode> acknowledged = new LinkedHashMap<>();
    private final Map<String, String> unacknowledged = new LinkedHashMap<>();
    private final Map<String, Integer> errors = new HashMap<>();
    private final Map<String, String> files = new HashMap<>();
    private final List<JsonNode> messageEvents = new ArrayList<>();
    private String cursor;
    private JsonNode welcome;
    private Connection connection;
    private WebSocket socket;
    private ApiClient api;
    private int sent;

    private Semaphore window = new Semaphore(IN_FLIGHT);
    private volatile boolean sending;
    private Thread thread;

    ResumingSender(String name, String token, List<String> rooms) {
        this.name = name;
        this.token = token;
        this.rooms = rooms;
    }

    // ---- connection

    void connect(ServerProcess server) {
        Connection opening = new Connection();
        synchronized (this) {
            welcome = null;
            connection = opening;
            api = new ApiClient(server);
        }
        window = new Semaphore(IN_FLIGHT);
        WebSocket opened = HTTP.newWebSocketBuilder()
                .buildAsync(server.socketUri(), opening)
                .join();
        ObjectNode hello = ApiClient.JSON.createObjectNode().put("op", "hello").put("token", token);
        synchronized (this) {
            socket = opened;
            if (cursor != null) {
                hello.put("cursor", cursor);
            }
        }
        opened.sendText(hello.toString(), true).join();
        await("a welcome", () -> welcome != null);
        synchronized (this) {
            assertThat(welcome.get("resume").asText()).isEqualTo(cursor == null ? "fresh" : "resumed");
            if (cursor == null) {
                cursor = welcome.get("cursor").asText();
            }
        }
    }

    /** Listens to one connection. Data from an earlier connection is ignored. */
    private final class Connection implements WebSocket.Listener {
        private final StringBuilder frame = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            frame.append(data);
            if (last) {
                synchronized (ResumingSender.this) {
                    if (connection == this) {
                        frame.toString().lines().forEach(ResumingSender.this::handle);
                        ResumingSender.this.notifyAll();
                    }
                }
                frame.setLength(0);
            }
            from.request(1);
            return null;
        }
    }

    private void handle(String text) {
        JsonNode object;
        try {
            object = ApiClient.JSON.readTree(text);
        } catch (IOException e) {
            throw new AssertionError(text, e);
        }
        switch (object.get("op").asText()) {
            case "welcome" -> welcome = object;
            case "event" -> {
                if (object.get("type").asText().equals("message.posted")) {
                    messageEvents.add(object);
                }
                cursor = object.get("cursor").asText();
            }
            case "ack" -> {
                String clientId = object.get("ref").asText();
                unacknowledged.remove(clientId);
                acknowledged.put(clientId, object);
                window.release();
            }
            case "error" -> {
                errors.merge(object.get("code").asText(), 1, Integer::sum);
                window.release();
            }
            case "signal" -> {
                // Presence signals are best effort and not checked.
            }
            default -> throw new AssertionError("unexpected: " + text);
        }
    }

    void disconnect() {
        socket.abort();
    }

    // ---- sending

    void startSending() {
        sending = true;
        Semaphore permits = window;
        thread = new Thread(() -> sendLoop(permits), name);
        thread.start();
    }

    private void sendLoop(Semaphore permits) {
        try {
            while (sending) {
                if (!permits.tryAcquire(100, TimeUnit.MILLISECONDS)) {
                    continue;
                }
                sendOne();
            }
        } catch (RuntimeException | InterruptedException e) {
            // The server was killed, as the test intends. Unacknowledged messages are resent later.
            sending = false;
        }
    }

    /**
     * Sends the next message without waiting for its acknowledgement. Repeats the oldest one if too many have none:
     * during an outage, sends fail faster than any history could hold.
     */
    void sendOne() {
        String clientId;
        String room;
        boolean isNew;
        synchronized (this) {
            isNew = unacknowledged.size() < MAX_UNACKNOWLEDGED;
            if (isNew) {
                clientId = name + "-" + sent;
                room = rooms.get(sent % rooms.size());
                sent++;
                unacknowledged.put(clientId, room);
            } else {
                Map.Entry<String, String> oldest =
                        unacknowledged.entrySet().iterator().next();
                clientId = oldest.getKey();
                room = oldest.getValue();
            }
        }
        if (isNew && clientId.hashCode() % FILES_SHARE == 0) {
            upload(clientId);
        }
        send(clientId, room);
    }

    static byte[] contentOf(String clientId) {
        return ("The file of " + clientId).getBytes(StandardCharsets.UTF_8);
    }

    /** Uploads the file of a message. Without the server or its database, the message has none. */
    private void upload(String clientId) {
        try {
            HttpResponse<String> uploaded = api.upload(token, clientId, contentOf(clientId));
            if (uploaded.statusCode() == 201) {
                String file = ApiClient.body(uploaded, 201).get("id").asText();
                synchronized (this) {
                    files.put(clientId, file);
                }
            } else {
                assertThat(uploaded.statusCode()).as(uploaded.body()).isEqualTo(503);
            }
        } catch (AssertionError e) {
            assertThat(e).hasCauseInstanceOf(IOException.class);
        }
    }

    private void send(String clientId, String room) {
        ObjectNode send = ApiClient.JSON
                .createObjectNode()
                .put("op", "send")
                .put("ref", clientId)
                .put("roomId", room)
                .put("text", "This is " + clientId)
                .put("clientId", clientId);
        synchronized (this) {
            if (files.containsKey(clientId)) {
                send.putArray("attachments").add(files.get(clientId));
            }
        }
        socket.sendText(send.toString(), true).join();
    }

    void stopSending() throws InterruptedException {
        sending = false;
        thread.join();
    }

    /**
     * Resends unacknowledged messages until all are acknowledged. While the database recovers, this may take several
     * attempts.
     */
    void resendUntilAllIsAcknowledged() {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (true) {
            Map<String, String> open;
            int errorsBefore;
            synchronized (this) {
                open = new LinkedHashMap<>(unacknowledged);
                errorsBefore = errorCount();
            }
            if (open.isEmpty()) {
                return;
            }
            assertThat(System.nanoTime()).as("in time; open: " + open.size()).isLessThan(deadline);
            int acknowledgedBefore = acknowledgedCount();
            open.forEach(this::send);
            await(
                    "answers",
                    () -> errorCount() - errorsBefore + acknowledgedCount() - acknowledgedBefore >= open.size());
        }
    }

    // ---- received state

    synchronized int acknowledgedCount() {
        return acknowledged.size();
    }

    synchronized int errorCount() {
        return errors.values().stream().mapToInt(Integer::intValue).sum();
    }

    synchronized Map<String, Integer> errors() {
        return Map.copyOf(errors);
    }

    synchronized Map<String, JsonNode> acknowledged() {
        return new LinkedHashMap<>(acknowledged);
    }

    /** Returns the ids of files by the clientIds of their messages. */
    synchronized Map<String, String> files() {
        return Map.copyOf(files);
    }

    synchronized List<JsonNode> messageEvents() {
        return List.copyOf(messageEvents);
    }

    synchronized int messageEventCount() {
        return messageEvents.size();
    }

    String token() {
        return token;
    }

    synchronized void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime())
                    .as(name + " timed out waiting for " + what)
                    .isLessThan(deadline);
            try {
                wait(100);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
