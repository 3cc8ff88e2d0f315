package dev.chatrooms.server.configuration;

/** A text that must not appear in a log or an error message. It prints as {@code [REDACTED]}. */
public final class Secret {

    static final String REDACTED = "[REDACTED]";

    private final String text;

    public Secret(String text) {
        this.text = text;
    }

    /** Returns the text itself. Only the code that uses the secret should call this. */
    public String reveal() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && secret.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return REDACTED;
    }
}
