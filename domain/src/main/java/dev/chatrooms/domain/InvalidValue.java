package dev.chatrooms.domain;

/**
 * Thrown by the constructor of a value for an unacceptable argument. The message never contains the argument, which may
 * be a secret.
 */
public final class InvalidValue extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String code;

    public InvalidValue(String code, String message) {
        super(message);
        this.code = code;
    }

    /** Returns the stable reason, which becomes the {@link FieldError#code()} of the field with the value. */
    public String code() {
        return code;
    }
}
