package dev.chatrooms.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.chatrooms.application.event.Signal;
import dev.chatrooms.application.event.ViewedSignal;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A signal as UTF-8, encoded once and shared by all connections of all transports, as {@link RenderedEvent} is.
 * Immutable. It holds the object as a socket sends it ({@code {"op":"signal","type":…}}); the plain object is the same
 * bytes without {@code "op"}.
 */
public final class RenderedSignal {
    private static final byte[] OP = "{\"op\":\"signal\",".getBytes(StandardCharsets.UTF_8);

    private final byte[] socketObject;

    private RenderedSignal(byte[] socketObject) {
        this.socketObject = socketObject;
    }

    /** The signal's rendering: made on the first call for this view of it, the same instance afterwards. */
    public static RenderedSignal of(ViewedSignal signal) {
        return signal.rendered(RenderedSignal.class, viewed -> render(viewed.signal()));
    }

    private static RenderedSignal render(Signal signal) {
        return new RenderedSignal(Json.encode(json -> {
            json.writeStartObject();
            json.writeStringField("op", "signal");
            json.writeStringField("type", signal.wireName());
            if (signal.roomId() != null) {
                json.writeStringField("roomId", signal.roomId().toString());
            }
            json.writeStringField("userId", signal.userId().toString());
            rest(json, signal);
            json.writeEndObject();
        }));
    }

    private static void rest(JsonGenerator json, Signal signal) throws IOException {
        if (signal instanceof Signal.Typing typing) {
            json.writeBooleanField("on", typing.on());
        } else if (signal instanceof Signal.PresenceChanged presence) {
            json.writeStringField("status", Json.name(presence.status()));
        } else if (signal instanceof Signal.Read read) {
            json.writeNumberField("seq", read.seq());
            if (read.unread() != null) {
                json.writeNumberField("unread", read.unread());
            }
        } else {
            throw new IllegalArgumentException(
                    "no wire form for " + signal.getClass().getSimpleName());
        }
    }

    /** Writes {@code {"type":…,"userId":…,…}}: one line, as all JSON here. */
    public void writeObject(OutputStream out) throws IOException {
        out.write('{');
        out.write(socketObject, OP.length, socketObject.length - OP.length);
    }

    /** {@code {"op":"signal","type":…,"userId":…,…}}; each call gives another read-only view of the same bytes. */
    public ByteBuffer socketObject() {
        return ByteBuffer.wrap(socketObject).asReadOnlyBuffer();
    }
}
