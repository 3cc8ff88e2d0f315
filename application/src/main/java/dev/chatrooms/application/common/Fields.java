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
 * Converts the raw fields of a command into values and collects all errors, so that the caller sees every invalid field
 * at once. Convert all fields, then call {@link #check()}, then use the values.
 */
public final class Fields {
    private final List<FieldError> errors = new ArrayList<>();

    /** Returns the value of a required field; null only after an error, which {@link #check()} throws. */
    public <R, V> @Nullable V required(String field, @Nullable R raw, Function<? super R, ? extends V> value) {
        if (raw == null) {
            errors.add(new FieldError(field, "missing", "is required"));
            return null;
        }
        return optional(field, raw, value);
    }

    /** Returns the value of an optional field; null if it is absent, or after an error. */
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

    /** Adds an error that no value's constructor can detect. */
    public void reject(String field, String code, String message) {
        errors.add(new FieldError(field, code, message));
    }

    /**
     * Throws the collected errors, if any.
     *
     * @throws ChatException {@code invalid}, with the errors in the order of the conversions
     */
    public void check() {
        if (!errors.isEmpty()) {
            throw new ChatException(new Refusal(RefusalCode.INVALID, "some fields are invalid", errors));
        }
    }
}
