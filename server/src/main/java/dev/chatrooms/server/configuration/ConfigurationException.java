package dev.chatrooms.server.configuration;

import java.io.Serial;

/**
 * Signals that the configuration is invalid. The message is one sentence for the operator that names the variable and
 * never quotes a secret.
 */
public final class ConfigurationException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String variable;

    ConfigurationException(String variable, String message) {
        super(message);
        this.variable = variable;
    }

    /** Returns the name of the invalid variable as the operator wrote it. */
    public String variable() {
        return variable;
    }
}
