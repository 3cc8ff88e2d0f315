package dev.chatrooms.bootstrap.configuration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A file of {@code NAME=value} lines. Spaces around both are dropped, nothing is unquoted or expanded; empty lines and
 * those that start with {@code #} do not count.
 */
final class ConfigurationFile {

    private ConfigurationFile() {}

    static Map<Variable, String> read(Path file) {
        Map<Variable, String> values = new EnumMap<>(Variable.class);
        List<String> lines = lines(file);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                add(line, " (line " + (i + 1) + " of " + file + ")", values);
            }
        }
        return values;
    }

    private static void add(String line, String where, Map<Variable, String> values) {
        int equals = line.indexOf('=');
        if (equals < 1) {
            // The line is not quoted: it may be half of a secret.
            throw new ConfigurationException(
                    Variable.CONFIG.fullName(),
                    "The configuration file has a line that is not NAME=value" + where + ".");
        }
        String name = line.substring(0, equals).strip();
        Variable variable =
                Variable.named(name).filter(Variable::isInFile).orElseThrow(() -> GivenValues.unknown(name, where));
        if (values.put(variable, line.substring(equals + 1).strip()) != null) {
            throw new ConfigurationException(name, name + " is given twice" + where + ".");
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException unreadable) {
            throw Values.unreadable(Variable.CONFIG, file);
        }
    }
}
