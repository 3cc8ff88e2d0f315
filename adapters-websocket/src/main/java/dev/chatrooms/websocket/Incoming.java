package dev.chatrooms.websocket;

import dev.chatrooms.wire.JsonObjectReader;
import dev.chatrooms.wire.MalformedInput;
import org.jspecify.annotations.Nullable;

/**
 * One object from a client, read as far as all objects are alike.
 *
 * @param ref the client's own name for it, which its answer carries
 * @param fields what is left, for whoever knows the operation
 */
record Incoming(String op, @Nullable String ref, JsonObjectReader fields) {
    private static final int MAX_REF = 64;

    /** @throws MalformedInput if it is no JSON object with an operation */
    static Incoming read(String line) {
        JsonObjectReader fields = JsonObjectReader.of(line);
        String ref = fields.optionalString("ref");
        if (ref != null && ref.codePointCount(0, ref.length()) > MAX_REF) {
            throw MalformedInput.field("ref", "too_long", "must be at most 64 characters long");
        }
        return new Incoming(fields.requiredString("op"), ref, fields);
    }

    /**
     * The name, where the operation needs one.
     *
     * @throws MalformedInput if there is none
     */
    String requiredRef() {
        if (ref == null) {
            throw MalformedInput.field("ref", "missing", "is required");
        }
        return ref;
    }
}
