package dev.chatrooms.domain;

/**
 * Thrown by a value's constructor that is given something well-formed but not acceptable. It never quotes the value: it
 * may be a secret.
 */
public final class InvalidValue extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String code;

    public InvalidValue(String code, String message) {
        super(message);
        this.code = code;
    }

    /** What is wrong, stable: becomes the {@link FieldError#code()} of the field that carried the value. */
    public String code() {
        return code;
    }
}
