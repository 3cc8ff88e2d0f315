package dev.chatrooms.bootstrap.server;

import dev.chatrooms.bootstrap.command.Invocation;
import dev.chatrooms.bootstrap.configuration.Configuration;
import dev.chatrooms.persistence.Schema;
import java.util.function.Function;
import javax.sql.DataSource;
import picocli.CommandLine.Command;

/** The database's migrations: forward only; the way back is a backup. */
@Command(name = "migrate", description = "Bring the database's schema up to date. Serving does so too.")
final class MigrateCommand {
    private final Invocation invocation;

    MigrateCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Command(name = "info", description = "Print which migrations the database has and lacks.")
    int info() {
        onDatabase(Schema::info)
                .forEach(migration -> invocation
                        .terminal()
                        .out()
                        .println(migration.version() + "\t" + migration.state() + "\t" + migration.description()));
        return 0;
    }

    @Command(name = "up", description = "Apply the migrations that the database lacks.")
    int up() {
        int applied = onDatabase(Schema::migrate);
        invocation.terminal().out().println(applied + " migrations applied.");
        return 0;
    }

    @Command(
            name = "new-epoch",
            description = "Begin a new history of events, after a backup was restored: clients load everything afresh.")
    int newEpoch() {
        invocation.terminal().out().println(onDatabase(Schema::newEpoch));
        return 0;
    }

    private <T> T onDatabase(Function<DataSource, T> work) {
        Configuration configuration = invocation.configuration();
        LogOutput.toStandardError(configuration.log());
        try (Closing closing = new Closing()) {
            DataSource database = Databases.open(configuration, closing).unpooled();
            return Databases.reached(configuration, () -> work.apply(database));
        }
    }
}
