package dev.chatrooms.bootstrap.command;

import dev.chatrooms.domain.event.Epoch;
import dev.chatrooms.persistence.Schema;
import dev.chatrooms.server.Databases;
import dev.chatrooms.server.configuration.Configuration;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The commands for the schema's migrations. Migrations only go forward; to go back, restore a backup. */
@Command(name = "migrate", description = "Migrate the database schema. The server does this when it starts.")
final class MigrateCommand {
    private final Invocation invocation;

    MigrateCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Command(name = "info", description = "List applied and pending migrations.")
    int info(@Mixin FormatOption output) {
        List<Schema.Migration> migrations = onDatabase(Schema::info);
        try (ResultTable<Schema.Migration> table = new ResultTable<Schema.Migration>(
                        invocation.terminal(), output.format(), migration -> migration)
                .column("VERSION", 0, Schema.Migration::version)
                .column("STATE", "pending".length(), Schema.Migration::state)
                .column("DESCRIPTION", 0, Schema.Migration::description)) {
            migrations.forEach(table::add);
        }
        return 0;
    }

    @Command(name = "up", description = "Apply pending migrations.")
    int up() {
        int applied = onDatabase(Schema::migrate);
        invocation.terminal().out().println(applied + " migrations applied.");
        return 0;
    }

    @Command(
            name = "new-epoch",
            description = "Start a new epoch of the event log after restoring a backup. Clients reload everything.")
    int newEpoch() {
        Epoch epoch = onDatabase(Schema::newEpoch);
        invocation.terminal().out().println(epoch);
        return 0;
    }

    private <T> T onDatabase(Function<DataSource, T> task) {
        Configuration configuration = invocation.configuration();
        LogOutput.toStandardError(configuration.log());
        return Databases.use(configuration, task);
    }
}
