package dev.chatrooms.bootstrap.command;

import dev.chatrooms.server.configuration.SecretUrl;
import dev.chatrooms.server.configuration.Variable;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The command line options: one for each variable that may be set there, before or after the command. The help of a
 * command other than {@code serve} shows only what it needs to find the database.
 */
final class ConfigurationOptions {
    private static final Set<Variable> OF_COMMANDS = EnumSet.of(
            Variable.DATA_DIR,
            Variable.CONFIG,
            Variable.DATABASE_URL,
            Variable.DATABASE_USER,
            Variable.DATABASE_PASSWORD_FILE);

    private ConfigurationOptions() {}

    /** Adds all options to a command that runs the server, and shows them. */
    static void addAllTo(CommandSpec spec, Invocation invocation) {
        add(spec, invocation, EnumSet.allOf(Variable.class));
        spec.usageMessage().footer("", "Environment or configuration file only:%n" + hidden());
    }

    /** Adds all options to any other command and to those below it, and shows the few that it takes. */
    static void addTo(CommandSpec spec, Invocation invocation) {
        if (!spec.subcommands().isEmpty()) {
            add(spec, invocation, EnumSet.noneOf(Variable.class));
            spec.subcommands().values().forEach(command -> addTo(command.getCommandSpec(), invocation));
            return;
        }
        add(spec, invocation, OF_COMMANDS);
        spec.usageMessage()
                .footer(
                        "",
                        "The password of the database is read from a file or from "
                                + Variable.DATABASE_PASSWORD.fullName()
                                + ". Other settings are accepted as well; `chatrooms serve --help` lists them.");
    }

    private static void add(CommandSpec spec, Invocation invocation, Set<Variable> shown) {
        Arrays.stream(Variable.values())
                .filter(Variable::isOption)
                .forEach(variable -> spec.addOption(option(variable, spec, invocation, !shown.contains(variable))));
    }

    private static OptionSpec option(Variable variable, CommandSpec spec, Invocation invocation, boolean hidden) {
        return OptionSpec.builder(variable.option())
                .type(String.class)
                .paramLabel("VALUE")
                .hidden(hidden)
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
