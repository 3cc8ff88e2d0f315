package dev.chatrooms.wire;

import java.util.UUID;

/** Ids as the wire has them: UUIDs in their one usual form. */
public final class WireId {
    private WireId() {}

    /**
     * The id that a text spells out.
     *
     * @param field what to blame
     * @throws MalformedInput for anything but a UUID
     */
    public static UUID parse(String field, String text) {
        try {
            UUID id = UUID.fromString(text);
            // It takes "1-1-1-1-1" too.
            if (id.toString().equalsIgnoreCase(text)) {
                return id;
            }
        } catch (IllegalArgumentException e) {
            // Told below.
        }
        throw MalformedInput.field(field, "malformed", "must be a UUID");
    }
}
