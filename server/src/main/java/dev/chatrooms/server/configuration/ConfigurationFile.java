package dev.chatrooms.server.configuration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A file of {@code NAME=value} lines. Spaces around names and values are removed; values are neither unquoted nor
 * expanded. Empty lines and lines that start with {@code #} are ignored.
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

    private static void add(String line, String location, Map<Variable, String> values) {
        int equals = line.indexOf('=');
        if (equals < 1) {
            // The message does not quote the line, which may be part of a secret.
            throw new ConfigurationException(
                    Variable.CONFIG.fullName(),
                    "The configuration file has a line that is not NAME=value" + location + ".");
        }
        String name = line.substring(0, equals).strip();
        Variable variable =
                Variable.named(name).filter(Variable::isInFile).orElseThrow(() -> RawValues.unknown(name, location));
        if (values.put(variable, line.substring(equals + 1).strip()) != null) {
            throw new ConfigurationException(name, name + " is set twice" + location + ".");
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException unreadable) {
            throw ValueParser.unreadable(Variable.CONFIG, file);
        }
    }
}
