package dev.chatrooms.bootstrap.command;

import dev.chatrooms.application.people.NameSearch;
import dev.chatrooms.application.people.SearchTerm;
import dev.chatrooms.domain.InvalidValue;
import dev.chatrooms.server.configuration.ConfigurationException;
import dev.chatrooms.server.configuration.PathLocale;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.TypeConversionException;

/**
 * The program as a function from arguments to an exit code: 0 if the command succeeded, 1 if it failed (one line on
 * standard error explains why), 2 for wrong usage. Only {@code main} exits the process.
 */
public final class CommandLineInterface {

    private static final Logger LOG = LoggerFactory.getLogger(CommandLineInterface.class);
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    private final Terminal terminal;
    private final Map<String, String> environment;
    private final ServerRunner server;
    private final List<Function<Invocation, Object>> commands = new ArrayList<>();

    public CommandLineInterface(Terminal terminal, Map<String, String> environment, ServerRunner server) {
        this.terminal = terminal;
        this.environment = Map.copyOf(environment);
        this.server = server;
    }

    /**
     * Adds a command next to {@code serve}.
     *
     * @param command creates an object with picocli's annotations; called once for each run
     */
    public CommandLineInterface with(Function<Invocation, Object> command) {
        commands.add(command);
        return this;
    }

    /** Runs one command and returns the exit code. */
    public int run(String... arguments) {
        Invocation invocation = new Invocation(terminal, environment);
        CommandLine line = new CommandLine(specification(invocation));
        line.setOut(terminal.out());
        line.setErr(terminal.err());
        line.registerConverter(Path.class, CommandLineInterface::path);
        line.registerConverter(SearchTerm.class, text -> valid(text, SearchTerm::of));
        line.registerConverter(NameSearch.class, text -> valid(text, NameSearch::ofRooms));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler((invalid, all) -> wrongUsage(invalid.getMessage()));
        line.setExecutionExceptionHandler((failure, command, all) -> failed(failure, invocation));
        return line.execute(arguments);
    }

    private CommandSpec specification(Invocation invocation) {
        Callable<Integer> serve = new ServeCommand(invocation, server);
        CommandSpec root = CommandSpec.wrapWithoutInspection(serve);
        root.name("chatrooms").mixinStandardHelpOptions(true).versionProvider(() ->
                new String[] {"chatrooms " + version()});
        root.usageMessage()
                .description("A chat server for the JVM. Starts the server if no command is given.")
                .sortOptions(false)
                .width(Terminal.DEFAULT_WIDTH)
                .autoWidth(false);
        CommandSpec serving = CommandSpec.forAnnotatedObject(serve);
        ConfigurationOptions.addAllTo(root, invocation);
        ConfigurationOptions.addAllTo(serving, invocation);
        root.addSubcommand("serve", serving);
        for (Function<Invocation, Object> command : commands) {
            CommandSpec spec = CommandSpec.forAnnotatedObject(command.apply(invocation));
            ConfigurationOptions.addTo(spec, invocation);
            root.addSubcommand(spec.name(), spec);
        }
        root.subcommands().values().forEach(CommandLineInterface::addHelp);
        return root;
    }

    private static void addHelp(CommandLine command) {
        command.getCommandSpec().addMixin("help", CommandSpec.forAnnotatedObject(new HelpOption()));
        command.getSubcommands().values().forEach(CommandLineInterface::addHelp);
    }

    private static Path path(String value) {
        PathLocale locale = PathLocale.current();
        if (!locale.supports(value)) {
            throw new TypeConversionException("it " + locale.problem() + ".");
        }
        return Path.of(value);
    }

    private static <T extends @Nullable Object> T valid(String text, Function<String, T> parse) {
        try {
            return parse.apply(text);
        } catch (InvalidValue invalid) {
            throw new TypeConversionException("it " + invalid.getMessage() + ".");
        }
    }

    private int failed(Exception failure, Invocation invocation) {
        if (failure instanceof ConfigurationException invalid && invocation.hasOption(invalid.variable())) {
            return wrongUsage(invalid.getMessage());
        }
        LOG.debug("The command failed", failure);
        terminal.err().println(oneLine(failure));
        return FAILED;
    }

    private int wrongUsage(@Nullable String message) {
        terminal.err().println(message + " Try --help.");
        return WRONG_USAGE;
    }

    private static String oneLine(Exception failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank()
                ? failure.getClass().getSimpleName()
                : message.strip().replaceAll("\\s*\\R\\s*", " ");
    }

    /** Returns the version from the jar's manifest. Classes that run from a directory have no manifest. */
    private static String version() {
        String version = CommandLineInterface.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
