package dev.chatrooms.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Eventually;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.message.Send;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.http.EventReader.Block;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streams with slow readers, and far more events than the buffers in between can hold. */
class SlowReaderTest {
    private static final int MESSAGES = 800;
    private static final String LONG = "€".repeat(7900);

    private static void sendMany(TestServer server, Person person, String room) {
        Caller caller = Caller.of(new AccountId(UUID.fromString(person.id())));
        RoomId id = new RoomId(UUID.fromString(room.replaceAll(".*/", "")));
        for (int i = 0; i < MESSAGES; i++) {
            server.chat.messages().send(caller, new Send(id, i + LONG, null)).join();
        }
    }

    /**
     * Reads messages until all have arrived or the stream ends. Adds their numbers to a list and returns the last
     * cursor.
     */
    private static String read(EventReader events, List<Integer> numbers) {
        String last = "";
        try {
            while (numbers.size() < MESSAGES) {
                Block block = events.nextEvent();
                if (block.fields().isEmpty()) {
                    break;
                }
                if (block.type().equals("message.posted")) {
                    numbers.add(Integer.valueOf(
                            block.data().at("/data/text").asString().replace("€", "")));
                }
                last = block.id().isEmpty() ? last : block.id();
            }
        } catch (UncheckedIOException e) {
            // The server has disconnected the stalled stream.
        }
        return last;
    }

    @Test
    @Timeout(300)
    void slowReaderShouldReceiveEverything() {
        try (TestServer server = TestServer.start()) {
            Person alice = server.person("alice");
            String room = alice.publicRoom("Tea");
            try (EventReader events = EventReader.open(alice, "")) {
                sendMany(server, alice, room);

                List<Integer> numbers = new ArrayList<>();
                read(events, numbers);

                assertThat(numbers).hasSize(MESSAGES).isSorted().doesNotHaveDuplicates();
            }
        }
    }

    @Test
    @Timeout(300)
    void stalledReaderShouldBeDisconnectedAndLoseNothingWhenItResumes() {
        try (TestServer server = TestServer.start(settings -> settings.stall(Duration.ofMillis(100)))) {
            Person alice = server.person("alice");
            String room = alice.publicRoom("Tea");
            List<Integer> numbers = new ArrayList<>();
            String cursor;
            try (EventReader events = EventReader.open(alice, "")) {
                sendMany(server, alice, room);
                Eventually.await(() -> server.openStreams() == 0);
                cursor = read(events, numbers);
            }
            assertThat(numbers.size()).isLessThan(MESSAGES);
            while (numbers.size() < MESSAGES) {
                try (EventReader events = EventReader.open(alice, "?after=" + cursor)) {
                    String last = read(events, numbers);
                    // The stream may be disconnected before it has delivered anything.
                    cursor = last.isEmpty() ? cursor : last;
                }
            }
            assertThat(numbers).isSorted().doesNotHaveDuplicates();
        }
    }
}
