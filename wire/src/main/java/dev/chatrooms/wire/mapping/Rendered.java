package dev.chatrooms.wire.mapping;

import dev.chatrooms.application.event.ViewedEvent;
import dev.chatrooms.application.event.ViewedSignal;
import dev.chatrooms.wire.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/**
 * An event or a signal in UTF-8, encoded once and shared by all connections of all transports. Immutable.
 *
 * <p>It holds the object that a socket sends, which starts with {@code "op"}. The plain object, which all other
 * transports send, is the same without that field. Neither contains a line break.
 */
public final class Rendered {
    private final byte[] socketObject;

    /** The length of <code>{"op":"…",</code>. */
    private final int opLength;

    private final String base;

    private Rendered(byte[] socketObject, String base) {
        this.base = base;
        this.socketObject = socketObject;
        int comma = 0;
        while (socketObject[comma] != ',') {
            comma++;
        }
        this.opLength = comma + 1;
    }

    /**
     * Returns the form of an event, which is encoded by the first call for this event and audience. Only a process
     * whose transports have different base paths encodes it more than once.
     *
     * @param base the path under which clients reach the server, see {@link Json#encode(Object, String)}
     */
    public static Rendered of(ViewedEvent event, String base) {
        Rendered shared = event.rendered(Rendered.class, viewed -> encode(viewed, base));
        return shared.base.equals(base) ? shared : encode(event, base);
    }

    private static Rendered encode(ViewedEvent event, String base) {
        return new Rendered(Json.encode(EventMapping.event(event), base), base);
    }

    /** Returns the form of a signal, which is encoded by the first call. Signals contain no paths. */
    public static Rendered of(ViewedSignal signal) {
        return signal.rendered(
                Rendered.class, viewed -> new Rendered(Json.encode(EventMapping.signal(viewed.signal())), ""));
    }

    /** Returns the length of the plain object in bytes. */
    public int objectLength() {
        return socketObject.length - opLength + 1;
    }

    /** Writes the plain object. */
    public void writeObject(OutputStream out) throws IOException {
        out.write('{');
        out.write(socketObject, opLength, socketObject.length - opLength);
    }

    /** Returns the object with its {@code "op"}. Each call returns a read-only view of the same bytes. */
    public ByteBuffer socketObject() {
        return ByteBuffer.wrap(socketObject).asReadOnlyBuffer();
    }
}
