package dev.chatrooms.bootstrap.command;

import dev.chatrooms.bootstrap.configuration.SecretUrl;
import dev.chatrooms.bootstrap.configuration.Variable;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;

/** An option for each variable that may stand on a command line, before or after the command. */
final class ConfigurationOptions {

    private ConfigurationOptions() {}

    static void addTo(CommandSpec spec, Invocation invocation) {
        Arrays.stream(Variable.values())
                .filter(Variable::isOption)
                .forEach(variable -> spec.addOption(option(variable, spec, invocation)));
        spec.usageMessage().footer("", "Only in the environment or the file:%n" + hidden());
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
                // Picocli first resets every option by null.
                if (value instanceof String text) {
                    refusePassword(variable, text, spec);
                    invocation.set(variable, text);
                }
                return value;
            }
        };
    }

    private static void refusePassword(Variable variable, String value, CommandSpec spec) {
        if (variable == Variable.DATABASE_URL && new SecretUrl(value).carriesSecret()) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(),
                    variable.option()
                            + " must not carry a password or a parameter that may be one, use "
                            + Variable.DATABASE_PASSWORD_FILE.option()
                            + " or "
                            + Variable.DATABASE_URL.fullName()
                            + ".");
        }
    }

    private static String description(Variable variable) {
        String defaultValue = variable.defaultValue();
        return variable.meaning()
                + " ["
                + variable.fullName()
                + (defaultValue.isEmpty() ? "]" : "; default: " + defaultValue + "]");
    }

    private static String hidden() {
        return Arrays.stream(Variable.values())
                .filter(variable -> !variable.isOption())
                .map(variable -> "  " + variable.fullName() + ": " + escaped(variable.meaning()))
                .collect(Collectors.joining("%n"));
    }

    /** Picocli formats every text it prints. */
    private static String escaped(String text) {
        return text.replace("%", "%%");
    }
}
