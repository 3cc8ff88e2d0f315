package dev.chatrooms.application.common;

import dev.chatrooms.domain.Refusal;
import dev.chatrooms.domain.RefusalCode;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The root of everything that a use case throws on purpose. Its code is stable; its message is fit for the caller's
 * eyes.
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
        super(refusal.code().code() + ": " + refusal.detail(), cause);
        this.refusal = refusal;
        this.retryAfter = retryAfter;
    }

    public Refusal refusal() {
        return refusal;
    }

    public RefusalCode code() {
        return refusal.code();
    }

    /** When it may be worth trying again, where that is known ({@code rate_limited}, {@code unavailable}). */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** The system cannot do it now; nothing was acknowledged. */
    public static ChatException unavailable(String detail, @Nullable Throwable cause) {
        return new ChatException(new Refusal(RefusalCode.UNAVAILABLE, detail), Duration.ofSeconds(1), cause);
    }

    /** The answer to whatever does not exist, or may not be known to exist. */
    public static ChatException notFound(String what) {
        return new ChatException(RefusalCode.NOT_FOUND, "no such " + what);
    }
}
