package dev.chatrooms.application.common;

import dev.chatrooms.domain.FieldError;
import dev.chatrooms.domain.InvalidValue;
import dev.chatrooms.domain.Refusal;
import dev.chatrooms.domain.RefusalCode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Turns the raw fields of a command into values and collects what is wrong with them, so that the caller is told of
 * every field at once. First convert all, then {@link #check()}, then use them.
 */
public final class Fields {
    private final List<FieldError> errors = new ArrayList<>();

    /** The value of a field that must be there; null only if an error was noted, which {@link #check()} will throw. */
    public <R, V> @Nullable V required(String field, @Nullable R raw, Function<? super R, ? extends V> value) {
        if (raw == null) {
            errors.add(new FieldError(field, "missing", "is required"));
            return null;
        }
        return optional(field, raw, value);
    }

    /** The value of a field that may be left out; null if it was, or if an error was noted. */
    public <R, V> @Nullable V optional(String field, @Nullable R raw, Function<? super R, ? extends V> value) {
        if (raw == null) {
            return null;
        }
        try {
            return value.apply(raw);
        } catch (InvalidValue e) {
            errors.add(new FieldError(field, e.code(), String.valueOf(e.getMessage())));
            return null;
        }
    }

    /** Notes an error that no value's constructor can see. */
    public void reject(String field, String code, String message) {
        errors.add(new FieldError(field, code, message));
    }

    /**
     * Throws if anything was noted.
     *
     * @throws ChatException {@code invalid}, with all errors in the order in which the fields were converted
     */
    public void check() {
        if (!errors.isEmpty()) {
            throw new ChatException(new Refusal(RefusalCode.INVALID, "some fields are not acceptable", errors));
        }
    }
}
