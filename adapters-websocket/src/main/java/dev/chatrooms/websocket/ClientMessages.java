package dev.chatrooms.websocket;

import dev.chatrooms.wire.ClientMessage;
import dev.chatrooms.wire.MalformedInput;
import dev.chatrooms.wire.StrictReader;
import org.jspecify.annotations.Nullable;

/** Parses the objects that a client sends. */
final class ClientMessages {
    private static final int MAX_REF = 64;

    private ClientMessages() {}

    /** The fields that all objects have. */
    private record Envelope(@Nullable String op, @Nullable String ref) {}

    /** @throws MalformedInput if the line is not a valid object of a client */
    static ClientMessage read(String line) {
        ClientMessage message = StrictReader.read(ClientMessage.class, line);
        if (isTooLong(message.ref())) {
            throw MalformedInput.field("ref", "too_long", "must be at most 64 characters long");
        }
        return message;
    }

    /** Returns the {@code ref} for the error that answers a malformed object, or null if it has no usable one. */
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
