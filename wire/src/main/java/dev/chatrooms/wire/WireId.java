package dev.chatrooms.wire;

import java.util.UUID;
import java.util.regex.Pattern;

/** Ids as the wire has them: UUIDs in their one usual form. */
public final class WireId {
    // UUID.fromString alone would take "1-1-1-1-1" too.
    private static final Pattern SHAPE = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private WireId() {}

    /**
     * The id that a text spells out.
     *
     * @param field what to blame
     * @throws MalformedInput for anything but a UUID
     */
    public static UUID parse(String field, String text) {
        if (!SHAPE.matcher(text).matches()) {
            throw MalformedInput.field(field, "malformed", "must be a UUID");
        }
        return UUID.fromString(text);
    }
}
