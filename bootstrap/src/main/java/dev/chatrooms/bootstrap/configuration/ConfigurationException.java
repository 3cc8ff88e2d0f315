package dev.chatrooms.bootstrap.configuration;

import java.io.Serial;

/**
 * The configuration cannot be used. The message is one sentence for the operator which names the variable and never
 * quotes a secret.
 */
public final class ConfigurationException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String variable;

    ConfigurationException(String variable, String sentence) {
        super(sentence);
        this.variable = variable;
    }

    /** The name of the variable to be corrected, as the operator wrote it. */
    public String variable() {
        return variable;
    }
}
