package dev.chatrooms.wire;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Ids on the wire: UUIDs in their canonical form, in either case. */
public final class WireId {
    static final String FORM = "must be a UUID";

    private WireId() {}

    /**
     * Returns the id that a text spells out.
     *
     * @param field the field to name in the error
     * @throws MalformedInput if the text is not a UUID
     */
    public static UUID parse(String field, String text) {
        UUID id = read(text);
        if (id == null) {
            throw MalformedInput.field(field, "malformed", FORM);
        }
        return id;
    }

    /** Returns the id that a text spells out; null if it is not a UUID. */
    static @Nullable UUID read(String text) {
        try {
            UUID id = UUID.fromString(text);
            // The JDK also accepts "1-1-1-1-1".
            return id.toString().equalsIgnoreCase(text) ? id : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
