package dev.chatrooms.bootstrap.configuration;

/** A text that reaches neither a log nor an error: it prints {@code [REDACTED]}. */
public final class Secret {

    static final String REDACTED = "[REDACTED]";

    private final String text;

    public Secret(String text) {
        this.text = text;
    }

    /** The text itself, for the one place that uses it. */
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
