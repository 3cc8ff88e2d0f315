package dev.chatrooms.bootstrap.configuration;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The values that an operator gave, each from the source that wins, not yet looked into. */
final class GivenValues {

    private final Map<Variable, String> values;

    private GivenValues(Map<Variable, String> values) {
        this.values = values;
    }

    /** Options win over the environment, which wins over the file. */
    static GivenValues gather(Map<Variable, String> options, Map<String, String> environment) {
        Map<Variable, String> given = new EnumMap<>(Variable.class);
        environment.forEach((name, value) -> {
            if (name.startsWith(Variable.PREFIX)) {
                given.put(Variable.named(name).orElseThrow(() -> unknown(name, "")), value);
            }
        });
        given.putAll(options);
        GivenValues direct = new GivenValues(given);
        direct.path(Variable.CONFIG)
                .ifPresent(file -> ConfigurationFile.read(file).forEach(given::putIfAbsent));
        return direct;
    }

    static ConfigurationException unknown(String name, String where) {
        return new ConfigurationException(
                name, "There is no variable " + name + where + "; --help lists those there are.");
    }

    /** The value or its default, empty where there is neither. */
    Optional<String> text(Variable variable) {
        String value = values.getOrDefault(variable, "");
        return Optional.of(value.isEmpty() ? variable.defaultValue() : value).filter(text -> !text.isEmpty());
    }

    /** The value or its default, for a variable that has one. */
    String required(Variable variable) {
        return text(variable).orElseThrow();
    }

    Optional<Path> path(Variable variable) {
        return text(variable).map(value -> Values.path(variable, value));
    }
}
