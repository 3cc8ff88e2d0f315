package dev.chatrooms.http.event;

import dev.chatrooms.application.event.ViewedEvent;
import dev.chatrooms.application.event.ViewedSignal;
import dev.chatrooms.domain.event.Cursor;
import dev.chatrooms.wire.mapping.Rendered;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Encodes server-sent events. The JSON has no line breaks, so each event has one line of {@code data}. */
final class EventBlocks {
    static final int MAX_BYTES = 256 * 1024;
    private static final int LABEL_BYTES = 128;

    private EventBlocks() {}

    /**
     * Takes at least one event from the queue, and as many as fit into a piece.
     *
     * @param base the path under which clients reach the server
     */
    static ByteBuffer events(Queue<ViewedEvent> queue, String base) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try {
            while (!queue.isEmpty()) {
                ViewedEvent event = queue.element();
                Rendered rendered = Rendered.of(event, base);
                if (bytes.size() > 0 && bytes.size() + rendered.objectLength() + LABEL_BYTES > MAX_BYTES) {
                    break;
                }
                queue.remove();
                text(
                        bytes,
                        "id: " + event.cursor() + "\nevent: "
                                + event.event().kind().wireName() + "\ndata: ");
                rendered.writeObject(bytes);
                text(bytes, "\n\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return ByteBuffer.wrap(bytes.toByteArray());
    }

    /** Encodes signals. Their blocks have no id, since they have no position in the log to resume from. */
    static ByteBuffer signals(List<ViewedSignal> signals) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(LABEL_BYTES * 2);
        try {
            for (ViewedSignal signal : signals) {
                text(bytes, "event: " + signal.signal().wireName() + "\ndata: ");
                Rendered.of(signal).writeObject(bytes);
                text(bytes, "\n\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return ByteBuffer.wrap(bytes.toByteArray());
    }

    /** Encodes the first block, with a random delay for reconnects so that not all clients reconnect at once. */
    static ByteBuffer welcome(@Nullable Cursor id, byte[] data) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(data.length + LABEL_BYTES);
        try {
            text(bytes, "retry: " + ThreadLocalRandom.current().nextInt(1000, 5000) + "\n");
            text(bytes, "event: welcome\n" + (id == null ? "" : "id: " + id + "\n") + "data: ");
            bytes.write(data);
            text(bytes, "\n\n");
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return ByteBuffer.wrap(bytes.toByteArray());
    }

    /** Encodes a heartbeat, which also moves the position of an idle client forward. */
    static ByteBuffer heartbeat(Cursor delivered) {
        return ByteBuffer.wrap((": still here\nid: " + delivered + "\n\n").getBytes(StandardCharsets.UTF_8));
    }

    private static void text(ByteArrayOutputStream bytes, String text) throws IOException {
        bytes.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
