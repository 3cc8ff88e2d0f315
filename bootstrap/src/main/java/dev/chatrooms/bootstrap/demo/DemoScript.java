package dev.chatrooms.bootstrap.demo;

import dev.chatrooms.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The content of the demo, from the file {@code demo.json}.
 *
 * @param people the first one is the administrator
 * @param smallTalk lines that fill the weeks before the script
 */
record DemoScript(List<Person> people, List<String> smallTalk, List<Room> rooms) {

    record Person(String username, String displayName) {}

    /** A room. The first of the members owns it. */
    record Room(
            String kind, @Nullable String name, @Nullable String topic, List<String> members, List<Message> messages) {}

    /**
     * A message.
     *
     * @param day counted from 1
     * @param from username of the sender
     * @param id by which later messages of the room name it
     * @param replyTo id of the message that it replies to
     * @param thread id of the message that started its thread
     * @param reactions usernames by emoji
     * @param files names of its attachments
     */
    record Message(
            int day,
            String time,
            String from,
            String text,
            @Nullable String id,
            @Nullable String replyTo,
            @Nullable String thread,
            boolean pinned,
            @Nullable Map<String, List<String>> reactions,
            @Nullable List<String> files) {

        /** Returns the time since the beginning of the first day. */
        Duration offset() {
            return Duration.ofDays(day - 1).plusSeconds(LocalTime.parse(time).toSecondOfDay());
        }
    }

    static DemoScript read() {
        try (InputStream json = DemoScript.class.getResourceAsStream("demo.json")) {
            return Json.reader(DemoScript.class).readValue(json);
        } catch (IOException e) {
            throw new UncheckedIOException("the script of the demo cannot be read", e);
        }
    }
}
