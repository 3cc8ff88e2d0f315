package dev.chatrooms.bootstrap.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.WebSocket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A connection of one transport. It receives objects with a cursor: events, and updates of the cursor alone. */
abstract class Connection {
    enum Transport {
        WEB_SOCKET,
        EVENT_STREAM,
        LONG_POLL
    }

    static Connection of(Transport transport, ApiClient client, Random random) {
        return switch (transport) {
            case WEB_SOCKET -> new Socket(client);
            case EVENT_STREAM -> new EventStream(client, random.nextBoolean());
            case LONG_POLL -> new LongPoll(client, 1 + random.nextInt(20));
        };
    }

    /**
     * Connects.
     *
     * @param cursor position to resume from, or null
     * @return the welcome; over long poll an equivalent without rooms
     */
    abstract JsonNode open(String cursor) throws InterruptedException;

    /**
     * Returns the next object, or null if none has arrived.
     *
     * @param wait whether to wait for an object
     */
    abstract JsonNode next(boolean wait) throws InterruptedException;

    /** Requests the current cursor from the server, if the transport supports that. */
    void requestCursor() {}

    /** Drops the connection. Objects that were not read are lost. */
    abstract void close();

    private static JsonNode read(String json) {
        try {
            return ApiClient.JSON.readTree(json);
        } catch (java.io.IOException e) {
            throw new AssertionError(json, e);
        }
    }

    /** A transport that pushes objects. */
    private abstract static class Stream extends Connection {
        final BlockingQueue<JsonNode> arrived = new LinkedBlockingQueue<>();

        @Override
        JsonNode next(boolean wait) throws InterruptedException {
            return wait ? arrived.poll(ApiClient.TIMEOUT.toSeconds(), TimeUnit.SECONDS) : arrived.poll();
        }

        /** Queues a failure in place of an object. No reader sees it after the connection was closed. */
        final void failed(String reason) {
            arrived.add(ApiClient.JSON.createObjectNode().put("failed", reason));
        }
    }

    private static final class Socket extends Stream implements WebSocket.Listener {
        private final ApiClient client;
        private final StringBuilder frame = new StringBuilder();
        private WebSocket socket;

        Socket(ApiClient client) {
            this.client = client;
        }

        @Override
        JsonNode open(String cursor) throws InterruptedException {
            socket = ApiClient.HTTP
                    .newWebSocketBuilder()
                    .buildAsync(client.uri("ws", "/ws"), this)
                    .join();
            ObjectNode hello =
                    ApiClient.JSON.createObjectNode().put("op", "hello").put("token", client.token());
            if (cursor != null) {
                hello.put("cursor", cursor);
            }
            send(hello);
            return next(true);
        }

        private void send(JsonNode object) {
            socket.sendText(object.toString(), true).join();
        }

        @Override
        void requestCursor() {
            send(ApiClient.JSON.createObjectNode().put("op", "ping"));
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            frame.append(part);
            if (last) {
                frame.toString()
                        .lines()
                        .map(Connection::read)
                        .filter(object -> object.has("cursor"))
                        .forEach(arrived::add);
                frame.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            failed("closed with " + code + " " + reason);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable thrown) {
            failed(thrown.toString());
        }

        @Override
        void close() {
            if (socket != null) {
                socket.abort();
            }
        }
    }

    private static final class EventStream extends Stream implements Flow.Subscriber<String> {
        private final ApiClient client;
        private final boolean byHeader;
        private volatile Flow.Subscription subscription;
        private String id;
        private String data;

        EventStream(ApiClient client, boolean byHeader) {
            this.client = client;
            this.byHeader = byHeader;
        }

        @Override
        JsonNode open(String cursor) throws InterruptedException {
            boolean byQuery = cursor != null && !byHeader;
            HttpRequest.Builder request = HttpRequest.newBuilder(
                            client.uri("http", "/events" + (byQuery ? "?after=" + cursor : "")))
                    .header("Accept", "text/event-stream")
                    .header("Authorization", "Bearer " + client.token());
            if (cursor != null && byHeader) {
                request.header("Last-Event-ID", cursor);
            }
            ApiClient.HTTP
                    .sendAsync(request.build(), info -> {
                        if (info.statusCode() != 200) {
                            failed("status " + info.statusCode());
                        }
                        return BodySubscribers.fromLineSubscriber(this);
                    })
                    .exceptionally(failure -> {
                        failed(failure.toString());
                        return null;
                    });
            return next(true);
        }

        @Override
        public void onSubscribe(Flow.Subscription newSubscription) {
            subscription = newSubscription;
            newSubscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String line) {
            if (line.startsWith("id:")) {
                id = line.substring(3).trim();
            } else if (line.startsWith("data:")) {
                data = line.substring(5).trim();
            } else if (line.isEmpty()) {
                if (data != null) {
                    JsonNode object = read(data);
                    if (object.has("cursor")) {
                        arrived.add(object);
                    }
                } else if (id != null) {
                    arrived.add(ApiClient.JSON.createObjectNode().put("cursor", id));
                }
                id = null;
                data = null;
            }
        }

        @Override
        public void onError(Throwable thrown) {
            failed(thrown.toString());
        }

        @Override
        public void onComplete() {
            failed("ended");
        }

        @Override
        void close() {
            if (subscription != null) {
                subscription.cancel();
            }
        }
    }

    private static final class LongPoll extends Connection {
        private final ApiClient client;
        private final int limit;
        private final Deque<JsonNode> pending = new ArrayDeque<>();
        private String cursor;
        /** Whether the last poll has already been read completely. */
        private boolean polled;

        LongPoll(ApiClient client, int limit) {
            this.client = client;
            this.limit = limit;
        }

        @Override
        JsonNode open(String after) {
            ObjectNode welcome = ApiClient.JSON.createObjectNode();
            if (after == null) {
                cursor = client.get("/events").get("cursor").asText();
                return welcome.put("resume", "fresh").put("cursor", cursor);
            }
            cursor = after;
            boolean reset = poll(0);
            return welcome.put("resume", reset ? "reset" : "resumed").put("cursor", reset ? cursor : after);
        }

        /** Polls once and returns whether the server reset the cursor. */
        private boolean poll(int wait) {
            JsonNode response = client.get("/events?wait=" + wait + "&limit=" + limit + "&after=" + cursor);
            response.get("events").forEach(pending::add);
            cursor = response.get("cursor").asText();
            pending.add(ApiClient.JSON.createObjectNode().put("cursor", cursor));
            return response.get("reset").asBoolean();
        }

        @Override
        JsonNode next(boolean wait) {
            if (pending.isEmpty()) {
                if (polled && !wait) {
                    polled = false;
                    return null;
                }
                poll(wait ? 30 : 0);
                polled = true;
            }
            return pending.poll();
        }

        @Override
        void close() {
            pending.clear();
        }
    }
}
