package dev.chatrooms.bootstrap.wire;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chatrooms.application.Chat;
import dev.chatrooms.application.common.ChatSettings;
import dev.chatrooms.bootstrap.wire.Observer.Start;
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
 * State equals events, on the wire: several people do at random all that can be done in rooms, and each has three
 * devices, of which one comes by WebSocket, one by event stream and one by long poll. What a device has made of its
 * welcome and the events since is, whenever all is quiet, what a client gets that loads everything afresh; whether it
 * has started fresh, resumed or was reset.
 */
@Tag("rounds")
class StateEqualsEventsTest {
    private static final List<String> PEOPLE = List.of("ann", "ben", "cyd", "dan");
    private static final int STEPS = 60;

    private static int rounds() {
        return Boolean.getBoolean("chatrooms.thorough") ? 12 : 2;
    }

    @TestFactory
    List<DynamicTest> whatEventsMakeOfStateShouldBeWhatThereIs() {
        List<DynamicTest> tests = new ArrayList<>();
        String wanted = System.getProperty("chatrooms.seed");
        long first = wanted == null ? System.nanoTime() : Long.parseLong(wanted);
        for (int round = 0; round < (wanted == null ? rounds() : 1); round++) {
            long seed = first + round;
            tests.add(DynamicTest.dynamicTest("-Dchatrooms.seed=" + seed, () -> play(seed)));
        }
        return tests;
    }

    private static void play(long seed) throws Exception {
        // A small ring, so that what is missed comes from ring and log alike.
        ChatSettings settings =
                new ChatSettings(Duration.ofMinutes(30), Duration.ofDays(1), true, 0, 0, 0, 100_000, 64);
        try (Chat chat = Chat.inMemoryBuilder().settings(settings).build()) {
            Javalin server = Javalin.create(config -> {
                        config.startup.showJavalinBanner = false;
                        // So often that streams tell their cursors in between.
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
                play(server.port(), seed);
            } finally {
                server.stop();
            }
        }
    }

    private static void play(int port, long seed) throws Exception {
        Client bell = new Client(port, "bell");
        Person.World world = new Person.World(PEOPLE);
        List<Person> people = new ArrayList<>();
        for (String name : PEOPLE) {
            Client client = new Client(port, name);
            assertThat(client.call("PUT", "/contacts/bell", null).status()).isLessThan(300);
            people.add(new Person(client, world, seed * 31 + people.size()));
        }
        ExecutorService threads = Executors.newFixedThreadPool(people.size());
        try {
            for (Start start : Start.values()) {
                begin(people, start);
                List<Future<?>> living = new ArrayList<>();
                for (Person person : people) {
                    living.add(threads.submit(() -> {
                        person.live(STEPS, start);
                        return null;
                    }));
                }
                for (Future<?> life : living) {
                    life.get(3 * Client.PATIENCE.toSeconds(), SECONDS);
                }
                compare(bell, people, "after " + start);
            }
            Person gone = people.remove(people.size() - 1);
            gone.disappear();
            for (Person person : people) {
                // The others hear of it live.
                person.observers().get(0).connect(Start.RESUMED);
            }
            compare(bell, people, "after a deletion");
            people.add(gone);
        } finally {
            threads.shutdownNow();
            people.forEach(person -> person.observers().forEach(Observer::close));
        }
    }

    /** While all is quiet; so the rooms of a welcome are those that HTTP tells. */
    private static void begin(List<Person> people, Start start) throws InterruptedException {
        for (Person person : people) {
            for (Observer observer : person.observers()) {
                JsonNode welcome = observer.connect(start);
                if (welcome.has("rooms") && !welcome.has("more")) {
                    assertThat(welcome.get("rooms")).isEqualTo(person.client().list("/rooms"));
                }
            }
        }
    }

    private static void compare(Client bell, List<Person> people, String name) throws InterruptedException {
        // Everybody hears this, and nothing comes after it.
        assertThat(bell.call("PATCH", "/me", Map.of("displayName", name)).status())
                .isEqualTo(200);
        for (Person person : people) {
            ObjectNode fresh = State.fresh(person.client());
            String owner = person.client().id();
            for (Observer observer : person.observers()) {
                observer.awaitName(bell.id(), name);
                assertThat(State.text(observer.known().state(), owner))
                        .as("what " + observer + " holds " + name)
                        .isEqualTo(State.text(fresh, owner));
            }
        }
    }
}
