package dev.chatrooms.wire;

import dev.chatrooms.wire.Problem.FieldError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Input that does not have the form that the contract requires. The message never quotes the input. */
public final class MalformedInput extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable FieldError field;

    private MalformedInput(String message, @Nullable FieldError field) {
        // No stack trace: every bad request creates one of these.
        super(message, null, false, false);
        this.field = field;
    }

    /** Returns an error that no single field is to blame for. */
    public static MalformedInput of(String message) {
        return new MalformedInput(message, null);
    }

    /**
     * Returns an error of one field.
     *
     * @param code stable
     * @param message the same for a person, without the field's name
     */
    public static MalformedInput field(String field, String code, String message) {
        return new MalformedInput("'" + field + "' " + message, new FieldError(field, code, message));
    }

    /** Returns the field that is to blame; empty if there is none. */
    public List<FieldError> errors() {
        return field == null ? List.of() : List.of(field);
    }

    /** Returns one sentence for a person. */
    public String detail() {
        return String.valueOf(getMessage());
    }
}
