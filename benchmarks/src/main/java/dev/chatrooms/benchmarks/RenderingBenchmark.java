package dev.chatrooms.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.sun.management.ThreadMXBean;
import dev.chatrooms.application.event.Audience;
import dev.chatrooms.application.event.EventContent;
import dev.chatrooms.application.event.LoggedEvent;
import dev.chatrooms.application.event.ViewedEvent;
import dev.chatrooms.application.message.HistoryPage;
import dev.chatrooms.application.message.MessageView;
import dev.chatrooms.application.message.ReactionCount;
import dev.chatrooms.application.message.Sender;
import dev.chatrooms.domain.account.AccountKind;
import dev.chatrooms.domain.account.DisplayName;
import dev.chatrooms.domain.account.Username;
import dev.chatrooms.domain.event.Cursor;
import dev.chatrooms.domain.event.Epoch;
import dev.chatrooms.domain.event.EventKind;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.message.Emoji;
import dev.chatrooms.domain.message.Message;
import dev.chatrooms.domain.message.MessageText;
import dev.chatrooms.wire.Json;
import dev.chatrooms.wire.WireTime;
import dev.chatrooms.wire.mapping.MessageMapping;
import dev.chatrooms.wire.mapping.Rendered;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Rendering an event and a page of 50 messages, in time and in allocated bytes, compared with plain code that writes
 * the same bytes with Jackson's generator.
 */
public final class RenderingBenchmark {
    private static final int MESSAGES = 50;
    private static final int ROUNDS = 11;
    private static final long ROUND_NANOS = 400_000_000;
    private static final double GOAL = 1.25;
    private static final AccountId VIEWER = new AccountId(new UUID(1, 1));
    private static final Instant AT = Instant.parse("2026-11-20T10:00:00.123Z");
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();

    private RenderingBenchmark() {}

    private interface Content {
        void write(JsonGenerator json) throws IOException;
    }

    private record Cost(double nanos, double bytes) {}

    /** Runs it. */
    public static void main(String[] args) {
        HistoryPage page = page();
        LoggedEvent event = new LoggedEvent(
                new Position(4711),
                EventKind.MESSAGE_POSTED,
                AT,
                page.items().get(0).message().roomId(),
                page.items().get(0).message().senderId(),
                null,
                new EventContent.OfMessage(page.items().get(0)));
        Cursor cursor = new Cursor(new Epoch("k3f"), new Position(4711));
        compare(
                "event",
                () -> bytes(Rendered.of(new ViewedEvent(event, Audience.OTHERS, cursor), "")
                        .socketObject()),
                () -> generated(json -> event(json, event, page.items().get(0), cursor)));
        compare(
                "page of " + MESSAGES,
                () -> Json.encode(MessageMapping.history(page, VIEWER)),
                () -> generated(json -> page(json, page)));
    }

    private static void compare(String what, Supplier<byte[]> rendered, Supplier<byte[]> generated) {
        if (!Arrays.equals(rendered.get(), generated.get())) {
            throw new IllegalStateException(
                    "the yardstick differs:\n" + text(rendered.get()) + '\n' + text(generated.get()));
        }
        Ratios time = new Ratios();
        Ratios allocation = new Ratios();
        for (int round = 0; round < ROUNDS; round++) {
            Cost ours = measure(rendered);
            Cost plain = measure(generated);
            if (round > 2) {
                time.add(ours.nanos() / plain.nanos());
                allocation.add(ours.bytes() / plain.bytes());
                System.out.printf(
                        Locale.ROOT,
                        "%-10s records %8.0f ns %8.0f bytes, generator %8.0f ns %8.0f bytes%n",
                        what,
                        ours.nanos(),
                        ours.bytes(),
                        plain.nanos(),
                        plain.bytes());
            }
        }
        System.out.println(what + ", time:       " + time.atMost(GOAL));
        System.out.println(what + ", allocation: " + allocation.atMost(GOAL));
    }

    private static Cost measure(Supplier<byte[]> work) {
        long thread = Thread.currentThread().getId();
        long allocated = THREADS.getThreadAllocatedBytes(thread);
        // CPU time: other processes must not count.
        long start = THREADS.getCurrentThreadCpuTime();
        long count = 0;
        long length = 0;
        while (THREADS.getCurrentThreadCpuTime() - start < ROUND_NANOS) {
            for (int i = 0; i < 10; i++) {
                length += work.get().length;
            }
            count += 10;
        }
        if (length == 0) {
            throw new IllegalStateException("nothing was written");
        }
        double nanos = (double) (THREADS.getCurrentThreadCpuTime() - start) / count;
        return new Cost(nanos, (double) (THREADS.getThreadAllocatedBytes(thread) - allocated) / count);
    }

    private static HistoryPage page() {
        RoomId room = new RoomId(new UUID(2, 2));
        List<MessageView> items = new ArrayList<>();
        for (int i = 1; i <= MESSAGES; i++) {
            AccountId sender = new AccountId(new UUID(1, i % 5));
            Message message = new Message(
                    new MessageId(new UUID(3, i)),
                    room,
                    i,
                    sender,
                    new MessageText("Shall we meet at the tea house at four? 🍵 I will bring the cups, number " + i),
                    AT.plusSeconds(i),
                    null,
                    null,
                    null);
            List<ReactionCount> reactions =
                    i % 5 == 0 ? List.of(new ReactionCount(new Emoji("🎉"), 3, true)) : List.of();
            Sender shown = new Sender(
                    sender, new Username("person-" + i % 5), new DisplayName("Person " + i % 5), AccountKind.USER);
            items.add(new MessageView(message, shown, null, reactions));
        }
        return new HistoryPage(items, true, false, MESSAGES);
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    // ---- the yardstick

    private static byte[] generated(Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            content.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return bytes.toByteArray();
    }

    private static void event(JsonGenerator json, LoggedEvent event, MessageView message, Cursor cursor)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("op", "event");
        json.writeStringField("cursor", cursor.toString());
        json.writeStringField("type", event.kind().wireName());
        json.writeStringField("roomId", String.valueOf(event.roomId()));
        json.writeStringField("actorId", String.valueOf(event.actorId()));
        json.writeStringField("at", WireTime.format(event.at()));
        json.writeFieldName("data");
        message(json, message, false);
        json.writeEndObject();
    }

    private static void page(JsonGenerator json, HistoryPage page) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("items");
        for (MessageView item : page.items()) {
            message(json, item, true);
        }
        json.writeEndArray();
        json.writeBooleanField("hasBefore", page.hasBefore());
        json.writeBooleanField("hasAfter", page.hasAfter());
        json.writeNumberField("lastSeq", page.lastSeq());
        json.writeEndObject();
    }

    private static void message(JsonGenerator json, MessageView view, boolean withMe) throws IOException {
        Message message = view.message();
        json.writeStartObject();
        json.writeStringField("id", message.id().toString());
        json.writeStringField("roomId", message.roomId().toString());
        json.writeNumberField("seq", message.seq());
        json.writeObjectFieldStart("sender");
        json.writeStringField("id", view.sender().id().toString());
        json.writeStringField("username", view.sender().username().value());
        json.writeStringField("displayName", view.sender().displayName().value());
        json.writeEndObject();
        json.writeStringField("text", String.valueOf(message.text()));
        json.writeArrayFieldStart("attachments");
        json.writeEndArray();
        json.writeArrayFieldStart("mentions");
        json.writeEndArray();
        json.writeBooleanField("mentionsRoom", message.mentions().room());
        json.writeArrayFieldStart("reactions");
        for (ReactionCount reaction : view.reactions()) {
            json.writeStartObject();
            json.writeStringField("emoji", reaction.emoji().value());
            json.writeNumberField("count", reaction.count());
            if (withMe) {
                json.writeBooleanField("me", reaction.me());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeBooleanField("pinned", message.pinned());
        json.writeStringField("createdAt", WireTime.format(message.createdAt()));
        json.writeEndObject();
    }
}
