package dev.chatrooms.bootstrap.command;

import dev.chatrooms.server.configuration.Configuration;
import dev.chatrooms.server.configuration.Variable;
import dev.chatrooms.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;

/** One run of the command line: the terminal, the environment and the options that a command works with. */
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
     * Reads the effective configuration. Call this when the command runs, not when it is created: options are parsed in
     * between.
     *
     * @throws dev.chatrooms.server.configuration.ConfigurationException if the configuration is invalid
     */
    public Configuration configuration() {
        return Configuration.read(options, environment);
    }

    /** Prints a single result: the sentence, or a record of plain values as JSON. */
    void print(Format format, Object json, String sentence) {
        String line = format == Format.JSON ? new String(Json.encode(json), StandardCharsets.UTF_8) : sentence;
        terminal.out().println(line);
    }

    void set(Variable variable, String value) {
        options.put(variable, value);
    }

    /** Returns whether the variable with this full name was set on the command line. */
    boolean hasOption(String fullName) {
        return options.keySet().stream().anyMatch(given -> given.fullName().equals(fullName));
    }
}
