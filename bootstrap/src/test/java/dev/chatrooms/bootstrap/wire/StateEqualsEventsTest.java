package dev.chatrooms.bootstrap.wire;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chatrooms.application.Chat;
import dev.chatrooms.application.common.ChatSettings;
import dev.chatrooms.bootstrap.wire.Device.Start;
import dev.chatrooms.http.HttpAdapter;
import dev.chatrooms.http.settings.HttpSettings;
import dev.chatrooms.websocket.WebSocketAdapter;
import dev.chatrooms.websocket.WebSocketSettings;
import io.javalin.Javalin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * State equals events, on the wire. Several users perform random actions in rooms. Each has three devices: one uses a
 * WebSocket, one server-sent events and one long poll. Whenever the system is quiet, the state that a device has built
 * from its welcome and the events since equals the state that a client loads anew, whether the device has started
 * fresh, resumed or was reset.
 */
@Tag("rounds")
class StateEqualsEventsTest {
    private static final List<String> USERNAMES = List.of("ann", "ben", "cyd", "dan");
    private static final int STEPS = 60;

    private static int rounds() {
        return Boolean.getBoolean("chatrooms.thorough") ? 12 : 2;
    }

    @TestFactory
    List<DynamicTest> stateFromEventsShouldEqualLoadedState() {
        List<DynamicTest> tests = new ArrayList<>();
        String givenSeed = System.getProperty("chatrooms.seed");
        long first = givenSeed == null ? System.nanoTime() : Long.parseLong(givenSeed);
        for (int round = 0; round < (givenSeed == null ? rounds() : 1); round++) {
            long seed = first + round;
            tests.add(DynamicTest.dynamicTest("-Dchatrooms.seed=" + seed, () -> run(seed)));
        }
        return tests;
    }

    private static void run(long seed) throws Exception {
        // A small ring buffer, so that missed events come from both the ring and the log.
        ChatSettings settings = ChatSettings.builder()
                .unlimited()
                .replayLimit(100_000)
                .ringEvents(64)
                .build();
        try (Chat chat = Chat.inMemoryBuilder().settings(settings).build()) {
            Javalin server = Javalin.create(config -> {
                        config.startup.showJavalinBanner = false;
                        // Frequent heartbeats, which carry cursors between events.
                        HttpAdapter.of(
                                        chat,
                                        HttpSettings.using(chat.workers())
                                                .heartbeat(Duration.ofMillis(50))
                                                .build())
                                .accept(config);
                        new WebSocketAdapter(chat, chat.workers(), WebSocketSettings.allowing(Set.of())).accept(config);
                    })
                    .start("127.0.0.1", 0);
            try {
                run(server.port(), seed);
            } finally {
                server.stop();
            }
        }
    }

    private static void run(int port, long seed) throws Exception {
        ApiClient marker = new ApiClient(port, "marker");
        RandomUser.SharedState shared = new RandomUser.SharedState(USERNAMES);
        List<RandomUser> users = new ArrayList<>();
        for (String name : USERNAMES) {
            ApiClient client = new ApiClient(port, name);
            assertThat(client.call("PUT", "/contacts/marker", null).status()).isLessThan(300);
            users.add(new RandomUser(client, shared, seed * 31 + users.size()));
        }
        ExecutorService threads = Executors.newFixedThreadPool(users.size());
        try {
            for (Start start : Start.values()) {
                connectAll(users, start);
                List<Future<?>> running = new ArrayList<>();
                for (RandomUser user : users) {
                    running.add(threads.submit(() -> {
                        user.act(STEPS, start);
                        return null;
                    }));
                }
                for (Future<?> future : running) {
                    future.get(3 * ApiClient.TIMEOUT.toSeconds(), SECONDS);
                }
                compare(marker, users, "after " + start);
            }
            RandomUser deleted = users.remove(users.size() - 1);
            deleted.deleteAccount();
            for (RandomUser user : users) {
                // The other users receive the deletion live.
                user.devices().get(0).connect(Start.RESUMED);
            }
            compare(marker, users, "after a deletion");
            users.add(deleted);
        } finally {
            threads.shutdownNow();
            users.forEach(user -> user.devices().forEach(Device::close));
        }
    }

    /** Connects all devices while the system is quiet, so the rooms of a welcome equal those over HTTP. */
    private static void connectAll(List<RandomUser> users, Start start) throws InterruptedException {
        for (RandomUser user : users) {
            for (Device device : user.devices()) {
                JsonNode welcome = device.connect(start);
                if (welcome.has("rooms") && !welcome.has("more")) {
                    assertThat(welcome.get("rooms")).isEqualTo(user.client().list("/rooms"));
                }
            }
        }
    }

    private static void compare(ApiClient marker, List<RandomUser> users, String name) throws InterruptedException {
        // All devices receive this name change, and no event follows it.
        assertThat(marker.call("PATCH", "/me", Map.of("displayName", name)).status())
                .isEqualTo(200);
        for (RandomUser user : users) {
            ObjectNode loaded = RoomState.load(user.client());
            String owner = user.client().id();
            for (Device device : user.devices()) {
                device.awaitName(marker.id(), name);
                assertThat(RoomState.comparable(device.state().state(), owner))
                        .as(device + " " + name)
                        .isEqualTo(RoomState.comparable(loaded, owner));
            }
        }
    }
}
