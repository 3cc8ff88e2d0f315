package dev.chatrooms.server.configuration;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The values that the operator set, each from the source with the highest precedence, not yet parsed. */
final class RawValues {

    private final Map<Variable, String> values;

    private RawValues(Map<Variable, String> values) {
        this.values = values;
    }

    /** Collects the values. Options override the environment, which overrides the file. */
    static RawValues gather(Map<Variable, String> options, Map<String, String> environment) {
        Map<Variable, String> values = new EnumMap<>(Variable.class);
        environment.forEach((name, value) -> {
            if (name.startsWith(Variable.PREFIX)) {
                values.put(Variable.named(name).orElseThrow(() -> unknown(name, "")), value);
            }
        });
        values.putAll(options);
        RawValues raw = new RawValues(values);
        raw.path(Variable.CONFIG).ifPresent(file -> ConfigurationFile.read(file).forEach(values::putIfAbsent));
        return raw;
    }

    static ConfigurationException unknown(String name, String location) {
        return new ConfigurationException(
                name, "Unknown variable " + name + location + "; see --help for the list of variables.");
    }

    /** Returns the variables that the operator set. An empty value counts as not set. */
    Set<Variable> set() {
        return values.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** Returns the value or its default; empty if the variable has neither. */
    Optional<String> text(Variable variable) {
        String value = values.getOrDefault(variable, "");
        return Optional.of(value.isEmpty() ? variable.defaultValue() : value).filter(text -> !text.isEmpty());
    }

    /** Returns the value or the default of a variable that has a default. */
    String required(Variable variable) {
        return text(variable).orElseThrow();
    }

    Optional<Path> path(Variable variable) {
        return text(variable).map(value -> ValueParser.path(variable, value));
    }
}
