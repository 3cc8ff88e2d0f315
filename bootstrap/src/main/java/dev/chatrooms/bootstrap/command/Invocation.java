package dev.chatrooms.bootstrap.command;

import dev.chatrooms.bootstrap.configuration.Configuration;
import dev.chatrooms.bootstrap.configuration.Variable;
import java.util.EnumMap;
import java.util.Map;

/** One run of the command line: what a command is given to do its work with. */
public final class Invocation {

    private final Terminal terminal;
    private final Map<String, String> environment;
    private final Map<Variable, String> options = new EnumMap<>(Variable.class);

    Invocation(Terminal terminal, Map<String, String> environment) {
        this.terminal = terminal;
        this.environment = Map.copyOf(environment);
    }

    public Terminal terminal() {
        return terminal;
    }

    /**
     * The effective configuration; to be asked for when the command runs, not when it is made.
     *
     * @throws dev.chatrooms.bootstrap.configuration.ConfigurationException if it cannot be used
     */
    public Configuration configuration() {
        return Configuration.read(options, environment);
    }

    void set(Variable variable, String value) {
        options.put(variable, value);
    }

    /** Whether the variable with this full name was given on the command line. */
    boolean hasOption(String fullName) {
        return options.keySet().stream().anyMatch(given -> given.fullName().equals(fullName));
    }
}
