package dev.chatrooms.bootstrap.attack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chatrooms.application.Eventually;
import dev.chatrooms.bootstrap.crash.ApiClient;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An account that chats while others attack. In each round it sends a message and reads its rooms, a page of history
 * and its account. Everything must succeed.
 */
public final class Bystander implements AutoCloseable {
    private static final int ROUNDS = 20;
    /** Keeps the account below its own limit of sends. */
    private static final long PAUSE_MILLIS = 100;

    private final ApiClient api;
    private final String token;
    private final String room;
    private final List<String> sent = Collections.synchronizedList(new ArrayList<>());
    private final List<String> failures = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger rounds = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "bystander");

    Bystander(ApiClient api, String name) {
        this.api = api;
        this.token = api.register(name);
        this.room = api.newPublicRoom(token, "The room of " + name);
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            do {
                round();
            } while (!closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException | AssertionError | RuntimeException e) {
            failures.add(e + ", caused by " + e.getCause());
        }
    }

    private void round() {
        String text = "Message " + sent.size();
        if (succeeds("POST", "/api/v1/rooms/" + room + "/messages", Map.of("text", text))) {
            sent.add(text);
        }
        succeeds("GET", "/api/v1/rooms", null);
        succeeds("GET", "/api/v1/rooms/" + room + "/messages?limit=50", null);
        succeeds("GET", "/api/v1/me", null);
        rounds.incrementAndGet();
    }

    private boolean succeeds(String method, String path, Object body) {
        HttpResponse<String> response = api.send(method, path, token, body);
        if (response.statusCode() / 100 != 2) {
            failures.add(method + " " + path + ": " + response.statusCode() + " " + response.body());
            return false;
        }
        return true;
    }

    /** Waits for further rounds and fails if any call since the start has failed. */
    public void chatOn() {
        int target = rounds.get() + ROUNDS;
        Eventually.await(
                "rounds of the bystander", () -> rounds.get() >= target || !failures.isEmpty() || !thread.isAlive());
        assertThat(failures).isEmpty();
    }

    /** Stops chatting. Fails if an acknowledged message is missing, duplicated or out of order. */
    public void assertAllStored() throws InterruptedException {
        closed.countDown();
        thread.join();
        assertThat(failures).isEmpty();
        assertThat(api.history(token, room).stream()
                        .map(message -> message.get("text"))
                        .map(JsonNode::asText))
                .containsExactlyElementsOf(sent);
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
