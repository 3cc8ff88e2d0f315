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

/** One connection of one transport, from which objects with a cursor come: events, and what only says how far it is. */
abstract class Line {
    /** The transports. */
    enum Transport {
        WEB_SOCKET,
        EVENT_STREAM,
        LONG_POLL
    }

    static Line of(Transport transport, Client client, Random random) {
        return switch (transport) {
            case WEB_SOCKET -> new Socket(client);
            case EVENT_STREAM -> new EventStream(client, random.nextBoolean());
            case LONG_POLL -> new LongPoll(client, 1 + random.nextInt(20));
        };
    }

    /**
     * Connects. @param cursor where to go on, or null @return the welcome; over long poll what comes nearest to it,
     * without rooms
     */
    abstract JsonNode begin(String cursor) throws InterruptedException;

    /** The next object, or null where there is none (yet). @param wait whether to wait for it */
    abstract JsonNode next(boolean wait) throws InterruptedException;

    /** Makes the server tell how far this line is, if there is a way. */
    void ask() {}

    /** Cuts it off. What has come and was not taken is lost. */
    abstract void close();

    private static JsonNode read(String json) {
        try {
            return Client.JSON.readTree(json);
        } catch (java.io.IOException e) {
            throw new AssertionError(json, e);
        }
    }

    /** What is pushed. */
    private abstract static class Stream extends Line {
        final BlockingQueue<JsonNode> arrived = new LinkedBlockingQueue<>();

        @Override
        JsonNode next(boolean wait) throws InterruptedException {
            return wait ? arrived.poll(Client.PATIENCE.toSeconds(), TimeUnit.SECONDS) : arrived.poll();
        }

        /** Whoever waits finds this instead of what he waits for. After the line has been closed nobody does. */
        final void failed(String trouble) {
            arrived.add(Client.JSON.createObjectNode().put("failed", trouble));
        }
    }

    private static final class Socket extends Stream implements WebSocket.Listener {
        private final Client client;
        private final StringBuilder frame = new StringBuilder();
        private WebSocket socket;

        Socket(Client client) {
            this.client = client;
        }

        @Override
        JsonNode begin(String cursor) throws InterruptedException {
            socket = Client.HTTP
                    .newWebSocketBuilder()
                    .buildAsync(client.uri("ws", "/ws"), this)
                    .join();
            ObjectNode hello = Client.JSON.createObjectNode().put("op", "hello").put("token", client.token());
            if (cursor != null) {
                hello.put("cursor", cursor);
            }
            say(hello);
            return next(true);
        }

        private void say(JsonNode object) {
            socket.sendText(object.toString(), true).join();
        }

        @Override
        void ask() {
            say(Client.JSON.createObjectNode().put("op", "ping"));
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            frame.append(part);
            if (last) {
                frame.toString()
                        .lines()
                        .map(Line::read)
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
        private final Client client;
        private final boolean byHeader;
        private volatile Flow.Subscription subscription;
        private String id;
        private String data;

        EventStream(Client client, boolean byHeader) {
            this.client = client;
            this.byHeader = byHeader;
        }

        @Override
        JsonNode begin(String cursor) throws InterruptedException {
            boolean byQuery = cursor != null && !byHeader;
            HttpRequest.Builder request = HttpRequest.newBuilder(
                            client.uri("http", "/events" + (byQuery ? "?after=" + cursor : "")))
                    .header("Accept", "text/event-stream")
                    .header("Authorization", "Bearer " + client.token());
            if (cursor != null && byHeader) {
                request.header("Last-Event-ID", cursor);
            }
            Client.HTTP
                    .sendAsync(request.build(), info -> {
                        if (info.statusCode() != 200) {
                            failed("status " + info.statusCode());
                        }
                        return BodySubscribers.fromLineSubscriber(this);
                    })
                    .exceptionally(trouble -> {
                        failed(trouble.toString());
                        return null;
                    });
            return next(true);
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            given.request(Long.MAX_VALUE);
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
                    arrived.add(Client.JSON.createObjectNode().put("cursor", id));
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

    private static final class LongPoll extends Line {
        private final Client client;
        private final int limit;
        private final Deque<JsonNode> taken = new ArrayDeque<>();
        private String cursor;
        /** Whether all that is known is what the last poll has brought. */
        private boolean asked;

        LongPoll(Client client, int limit) {
            this.client = client;
            this.limit = limit;
        }

        @Override
        JsonNode begin(String after) {
            ObjectNode welcome = Client.JSON.createObjectNode();
            if (after == null) {
                cursor = client.get("/events").get("cursor").asText();
                return welcome.put("resume", "fresh").put("cursor", cursor);
            }
            cursor = after;
            boolean reset = poll(0);
            return welcome.put("resume", reset ? "reset" : "resumed").put("cursor", reset ? cursor : after);
        }

        /** @return whether it was a reset */
        private boolean poll(int wait) {
            JsonNode answer = client.get("/events?wait=" + wait + "&limit=" + limit + "&after=" + cursor);
            answer.get("events").forEach(taken::add);
            cursor = answer.get("cursor").asText();
            taken.add(Client.JSON.createObjectNode().put("cursor", cursor));
            return answer.get("reset").asBoolean();
        }

        @Override
        JsonNode next(boolean wait) {
            if (taken.isEmpty()) {
                if (asked && !wait) {
                    asked = false;
                    return null;
                }
                poll(wait ? 30 : 0);
                asked = true;
            }
            return taken.poll();
        }

        @Override
        void close() {
            taken.clear();
        }
    }
}
