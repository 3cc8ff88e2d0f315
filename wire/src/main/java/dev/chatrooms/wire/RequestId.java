package dev.chatrooms.wire;

import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The id of a request in the log and in the header of its response. */
public final class RequestId {
    /** The header in requests and responses. */
    public static final String HEADER = "X-Request-Id";

    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private RequestId() {}

    /** Returns the id that the client sent if it is valid, or else a new one. */
    public static String of(@Nullable String given) {
        return given != null && VALID.matcher(given).matches()
                ? given
                : UUID.randomUUID().toString();
    }
}
