package dev.chatrooms.wire;

import dev.chatrooms.domain.FieldError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that does not even have the form that the contract asks for. Its wording is stable and never quotes a
 * value.
 */
public final class MalformedInput extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable FieldError field;

    private MalformedInput(String message, @Nullable FieldError field) {
        // Made for every bad request there is, and where it was made is of no interest: no stack trace.
        super(message, null, false, false);
        this.field = field;
    }

    public static MalformedInput of(String message) {
        return new MalformedInput(message, null);
    }

    public static MalformedInput field(String field, String code, String message) {
        return new MalformedInput("'" + field + "' " + message, new FieldError(field, code, message));
    }

    /** The field to blame; empty where none is. */
    public List<FieldError> errors() {
        return field == null ? List.of() : List.of(field);
    }

    /** One sentence for a person. */
    public String detail() {
        return String.valueOf(getMessage());
    }
}
