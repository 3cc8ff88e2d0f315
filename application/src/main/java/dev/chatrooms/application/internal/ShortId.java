package dev.chatrooms.application.internal;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;

/** Encodes ids in {@value #LENGTH} characters, for short texts: letters, digits, {@code -} and {@code _}. */
public final class ShortId {
    public static final int LENGTH = 22;
    private static final int BYTES = 16;

    private ShortId() {}

    public static String of(UUID id) {
        ByteBuffer bytes =
                ByteBuffer.allocate(BYTES).putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /** Returns the id. @throws IllegalArgumentException if the text is not an id */
    public static UUID parse(String text) {
        byte[] bytes = Base64.getUrlDecoder().decode(text);
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("not an id");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new UUID(buffer.getLong(), buffer.getLong());
    }
}
