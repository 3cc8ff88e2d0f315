package dev.chatrooms.http;

import static org.assertj.core.api.Assertions.assertThat;

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

/** Streams whose reader takes his time, with far more to say than fits into the buffers between. */
class SlowReaderTest {
    private static final int MESSAGES = 800;
    private static final String LONG = "€".repeat(7900);

    private static void sayMuch(TestServer server, Person person, String room) {
        Caller caller = Caller.of(new AccountId(UUID.fromString(person.id())));
        RoomId id = new RoomId(UUID.fromString(room.replaceAll(".*/", "")));
        for (int i = 0; i < MESSAGES; i++) {
            server.chat.messages().send(caller, new Send(id, i + LONG, null)).join();
        }
    }

    /**
     * The numbers of the messages that come until all have, or until the stream ends; and the cursor after the last.
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
            // Broken off, as a stream that is dropped may be.
        }
        return last;
    }

    @Test
    @Timeout(300)
    void slowReaderShouldLoseNothing() {
        try (TestServer server = TestServer.start()) {
            Person alice = server.person("alice");
            String room = alice.publicRoom("Tea");
            try (EventReader events = EventReader.open(alice, "")) {
                sayMuch(server, alice, room);

                List<Integer> numbers = new ArrayList<>();
                read(events, numbers);

                assertThat(numbers).hasSize(MESSAGES).isSorted().doesNotHaveDuplicates();
            }
        }
    }

    @Test
    @Timeout(300)
    void readerWhoTakesNothingShouldBeDroppedAndLoseNothingWhenHeComesBack() {
        try (TestServer server = TestServer.start(settings -> settings.stall(Duration.ofMillis(100)))) {
            Person alice = server.person("alice");
            String room = alice.publicRoom("Tea");
            List<Integer> numbers = new ArrayList<>();
            String cursor;
            try (EventReader events = EventReader.open(alice, "")) {
                sayMuch(server, alice, room);
                while (server.openStreams() > 0) {
                    Thread.onSpinWait();
                }
                cursor = read(events, numbers);
            }
            assertThat(numbers.size()).isLessThan(MESSAGES);
            while (numbers.size() < MESSAGES) {
                try (EventReader events = EventReader.open(alice, "?after=" + cursor)) {
                    String last = read(events, numbers);
                    // It may be dropped before it has got anything.
                    cursor = last.isEmpty() ? cursor : last;
                }
            }
            assertThat(numbers).isSorted().doesNotHaveDuplicates();
        }
    }
}
