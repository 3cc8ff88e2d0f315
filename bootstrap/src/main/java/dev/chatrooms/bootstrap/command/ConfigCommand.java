package dev.chatrooms.bootstrap.command;

import dev.chatrooms.application.configuration.ConfigurationEntry;
import dev.chatrooms.application.configuration.ConfigurationKey;
import dev.chatrooms.application.configuration.ConfigurationManagement;
import dev.chatrooms.application.configuration.ConfigurationValue;
import dev.chatrooms.domain.InvalidValue;
import dev.chatrooms.server.Backend;
import dev.chatrooms.wire.MalformedInput;
import dev.chatrooms.wire.mapping.ConfigurationMapping;
import dev.chatrooms.wire.mapping.JsonDocument;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The commands for the configuration that administrators change while the server runs. */
@Command(name = "config", description = "List and change the configuration in the database.")
final class ConfigCommand {
    private static final int KEY_WIDTH = 28;
    private static final int VALUE_WIDTH = 24;

    private final Invocation invocation;

    ConfigCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Command(name = "list", description = "List all entries with their values and where these come from.")
    int list(@Mixin FormatOption output) {
        List<ConfigurationEntry> entries = onConfiguration(ConfigurationManagement::entries);
        try (ResultTable<ConfigurationEntry> table = new ResultTable<ConfigurationEntry>(
                        invocation.terminal(), output.format(), ConfigurationMapping::entry)
                .column("KEY", KEY_WIDTH, ConfigurationEntry::key)
                .column("VALUE", VALUE_WIDTH, entry -> stored(entry.value()))
                .column("SOURCE", "environment".length(), ConfigCommand::source)
                .column("DEFAULT", VALUE_WIDTH, entry -> stored(entry.key().defaultValue()))
                .column("DESCRIPTION", 0, entry -> entry.key().description())) {
            entries.forEach(table::add);
        }
        return 0;
    }

    @Command(name = "get", description = "Print the value of an entry.")
    int get(@Parameters(paramLabel = "KEY", description = "name of the entry") String key, @Mixin FormatOption output) {
        ConfigurationKey wanted = key(key);
        ConfigurationEntry found = onConfiguration(configuration -> configuration.entries().stream()
                .filter(entry -> entry.key().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new CommandFailedException(key + " is not set.")));
        invocation.print(output.format(), ConfigurationMapping.entry(found), stored(found.value()));
        return 0;
    }

    @Command(name = "set", description = "Set an entry, in effect on all running servers within a second.")
    int set(
            @Parameters(paramLabel = "KEY", description = "name of the entry") String key,
            @Parameters(paramLabel = "VALUE", description = "a number, true or false, a text; JSON for client.*")
                    String value,
            @Mixin FormatOption output) {
        ConfigurationKey changed = key(key);
        ConfigurationValue parsed = value(changed, value);
        ConfigurationEntry entry = onConfiguration(configuration -> configuration.set(changed, parsed));
        String now = stored(entry.value());
        invocation.print(
                output.format(),
                ConfigurationMapping.entry(entry),
                key + " is " + (now.isEmpty() ? "empty" : now) + ".");
        return 0;
    }

    @Command(name = "unset", description = "Set an entry back to its default.")
    int unset(@Parameters(paramLabel = "KEY", description = "name of the entry") String key) {
        ConfigurationKey changed = key(key);
        onConfiguration(configuration -> {
            configuration.unset(changed);
            return changed;
        });
        invocation.terminal().out().println(key + " has its default.");
        return 0;
    }

    private <T> T onConfiguration(Function<ConfigurationManagement, T> task) {
        Function<Backend, T> onBackend =
                backend -> task.apply(backend.chat().administration().configuration());
        return Commands.onBackend(invocation, onBackend);
    }

    private static ConfigurationKey key(String name) {
        return ConfigurationKey.named(name)
                .orElseThrow(() -> new CommandFailedException("There is no entry " + name + "; see config list."));
    }

    private static ConfigurationValue value(ConfigurationKey key, String text) {
        try {
            return key.parse(key.isOfClients() ? json(text) : text);
        } catch (InvalidValue invalid) {
            throw new CommandFailedException(key + " " + invalid.getMessage() + ".", invalid);
        }
    }

    private static String json(String text) {
        try {
            byte[] member = ("{\"value\":" + text + "}").getBytes(StandardCharsets.UTF_8);
            String value = JsonDocument.member(member, "value");
            if (value != null) {
                return value;
            }
        } catch (MalformedInput malformed) {
            throw new CommandFailedException("The value of an entry of clients must be JSON.", malformed);
        }
        throw new CommandFailedException("The value of an entry of clients must be JSON.");
    }

    private static String stored(@Nullable ConfigurationValue value) {
        return value == null ? "" : value.stored();
    }

    private static String source(ConfigurationEntry entry) {
        return entry.source().name().toLowerCase(Locale.ROOT);
    }
}
