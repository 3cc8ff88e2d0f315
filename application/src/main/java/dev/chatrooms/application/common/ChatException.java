package dev.chatrooms.application.common;

import dev.chatrooms.domain.Refusal;
import dev.chatrooms.domain.RefusalCode;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The root of all exceptions that use cases throw on purpose. The code is stable; the message may be shown to the
 * caller.
 */
public class ChatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    // Not serialised: exceptions of this system never cross a Java serialisation boundary.
    private final transient Refusal refusal;
    private final transient @Nullable Duration retryAfter;

    public ChatException(Refusal refusal) {
        this(refusal, null, null);
    }

    public ChatException(RefusalCode code, String detail) {
        this(new Refusal(code, detail));
    }

    public ChatException(Refusal refusal, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        super(message(refusal), cause);
        this.refusal = refusal;
        this.retryAfter = retryAfter;
    }

    /** Names the fields as well: this is what a developer sees in a stack trace. */
    private static String message(Refusal refusal) {
        String message = refusal.code().code() + ": " + refusal.detail();
        return refusal.errors().isEmpty()
                ? message
                : refusal.errors().stream()
                        .map(error -> error.field() + " " + error.message())
                        .collect(Collectors.joining("; ", message + " (", ")"));
    }

    /** Returns the refusal with its code, its detail and the errors of single fields. */
    public Refusal refusal() {
        return refusal;
    }

    /** Returns the stable code. */
    public RefusalCode code() {
        return refusal.code();
    }

    /** Returns the time after which a retry may succeed, if known ({@code rate_limited}, {@code unavailable}). */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** Returns the exception for a call that the system cannot serve now. Nothing was acknowledged. */
    public static ChatException unavailable(String detail, @Nullable Throwable cause) {
        return new ChatException(new Refusal(RefusalCode.UNAVAILABLE, detail), Duration.ofSeconds(1), cause);
    }

    /** Returns the exception for a thing that does not exist or must not be known to exist. */
    public static ChatException notFound(String what) {
        return new ChatException(RefusalCode.NOT_FOUND, "no such " + what);
    }
}
