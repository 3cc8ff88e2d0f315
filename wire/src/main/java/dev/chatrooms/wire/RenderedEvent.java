package dev.chatrooms.wire;

import dev.chatrooms.application.event.ViewedEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * An event as UTF-8, encoded once and shared by all connections of all transports. Immutable. It holds the object as a
 * socket sends it ({@code {"op":"event","cursor":…}}); the plain object is the same bytes without {@code "op"}.
 */
public final class RenderedEvent {
    private static final byte[] OP = "{\"op\":\"event\",".getBytes(StandardCharsets.UTF_8);

    private final byte[] socketObject;

    private RenderedEvent(byte[] socketObject) {
        this.socketObject = socketObject;
    }

    /** The event's rendering: made on the first call for this event and audience, the same instance afterwards. */
    public static RenderedEvent of(ViewedEvent event) {
        return event.rendered(RenderedEvent.class, RenderedEvent::render);
    }

    private static RenderedEvent render(ViewedEvent event) {
        return new RenderedEvent(Json.encode(json -> {
            json.writeStartObject();
            json.writeStringField("op", "event");
            EventJson.fields(json, event);
            json.writeEndObject();
        }));
    }

    /** How many bytes {@link #writeObject} writes. */
    public int objectLength() {
        return socketObject.length - OP.length + 1;
    }

    /** Writes {@code {"cursor":…,"type":…,…}}: one line, as all JSON here. */
    public void writeObject(OutputStream out) throws IOException {
        out.write('{');
        out.write(socketObject, OP.length, socketObject.length - OP.length);
    }

    /** How many bytes {@link #writeSocketObject} writes. */
    public int socketObjectLength() {
        return socketObject.length;
    }

    /** {@code {"op":"event","cursor":…,"type":…,…}}; each call gives another read-only view of the same bytes. */
    public ByteBuffer socketObject() {
        return ByteBuffer.wrap(socketObject).asReadOnlyBuffer();
    }

    /** Writes {@code {"op":"event","cursor":…,"type":…,…}}. */
    public void writeSocketObject(OutputStream out) throws IOException {
        out.write(socketObject);
    }
}
