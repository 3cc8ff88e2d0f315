package dev.chatrooms.http.internal;

import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Entity tags (RFC 9110, 8.8.3), in quotes as headers have them. */
public final class EntityTags {
    private EntityTags() {}

    /** Returns a tag for these bytes. */
    public static String of(byte[] content) {
        return quoted(UUID.nameUUIDFromBytes(content).toString());
    }

    public static String quoted(String tag) {
        return '"' + tag + '"';
    }

    /** Returns whether a header like {@code If-None-Match} names a tag, by the weak comparison of RFC 9110, 13.1.2. */
    public static boolean matches(@Nullable String header, String tag) {
        return header != null
                && Arrays.stream(header.split(",", -1))
                        .map(named -> named.strip().replaceFirst("^W/", ""))
                        .anyMatch(named -> named.equals("*") || named.equals(tag));
    }
}
