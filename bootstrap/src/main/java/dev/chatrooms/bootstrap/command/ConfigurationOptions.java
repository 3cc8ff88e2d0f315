package dev.chatrooms.bootstrap.command;

import dev.chatrooms.server.configuration.SecretUrl;
import dev.chatrooms.server.configuration.Variable;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;

/** The command line options: one for each variable that may be set there, before or after the command. */
final class ConfigurationOptions {

    private ConfigurationOptions() {}

    static void addTo(CommandSpec spec, Invocation invocation) {
        Arrays.stream(Variable.values())
                .filter(Variable::isOption)
                .forEach(variable -> spec.addOption(option(variable, spec, invocation)));
        spec.usageMessage().footer("", "Environment or configuration file only:%n" + hidden());
    }

    private static OptionSpec option(Variable variable, CommandSpec spec, Invocation invocation) {
        return OptionSpec.builder(variable.option())
                .type(String.class)
                .paramLabel("VALUE")
                .scopeType(ScopeType.INHERIT)
                .setter(setter(variable, spec, invocation))
                .description(escaped(description(variable)))
                .build();
    }

    private static ISetter setter(Variable variable, CommandSpec spec, Invocation invocation) {
        return new ISetter() {
            @Override
            public <T> T set(T value) {
                // Picocli first resets every option to null.
                if (value instanceof String text) {
                    rejectPassword(variable, text, spec);
                    invocation.set(variable, text);
                }
                return value;
            }
        };
    }

    private static void rejectPassword(Variable variable, String value, CommandSpec spec) {
        if (variable == Variable.DATABASE_URL && new SecretUrl(value).hasSecret()) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(),
                    variable.option()
                            + " must not contain a password or a parameter that may be one; use "
                            + Variable.DATABASE_PASSWORD_FILE.option()
                            + " or "
                            + Variable.DATABASE_URL.fullName()
                            + ".");
        }
    }

    private static String description(Variable variable) {
        String defaultValue = variable.defaultValue();
        return variable.description()
                + " ["
                + variable.fullName()
                + (defaultValue.isEmpty() ? "]" : "; default: " + defaultValue + "]");
    }

    private static String hidden() {
        return Arrays.stream(Variable.values())
                .filter(variable -> !variable.isOption())
                .map(variable -> "  " + variable.fullName() + ": " + escaped(variable.description()))
                .collect(Collectors.joining("%n"));
    }

    /** Escapes percent signs, because picocli treats every text as a format string. */
    private static String escaped(String text) {
        return text.replace("%", "%%");
    }
}
