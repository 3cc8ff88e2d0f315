package dev.chatrooms.websocket;

import dev.chatrooms.wire.ClientMessage;
import dev.chatrooms.wire.MalformedInput;
import dev.chatrooms.wire.StrictReader;
import org.jspecify.annotations.Nullable;

/** Reads the objects of a client. */
final class Incoming {
    private static final int MAX_REF = 64;

    private Incoming() {}

    /** The fields that all objects have. */
    private record Envelope(@Nullable String op, @Nullable String ref) {}

    /** @throws MalformedInput if the line is not one of the objects that a client may send */
    static ClientMessage read(String line) {
        ClientMessage message = StrictReader.read(ClientMessage.class, line);
        if (isTooLong(message.ref())) {
            throw MalformedInput.field("ref", "too_long", "must be at most 64 characters long");
        }
        return message;
    }

    /**
     * Returns the {@code ref} for the error that answers a malformed object; null if there is none that can be used.
     */
    static @Nullable String ref(String line) {
        try {
            Envelope envelope = StrictReader.readPart(Envelope.class, line);
            return envelope.op() == null || isTooLong(envelope.ref()) ? null : envelope.ref();
        } catch (MalformedInput e) {
            return null;
        }
    }

    private static boolean isTooLong(@Nullable String ref) {
        return ref != null && ref.codePointCount(0, ref.length()) > MAX_REF;
    }
}
