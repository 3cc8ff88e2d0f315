package dev.chatrooms.bootstrap.server;

import dev.chatrooms.bootstrap.command.Invocation;
import dev.chatrooms.persistence.Schema;
import picocli.CommandLine.Command;

/** The database's schema, for who runs the DDL himself. */
@Command(name = "schema", description = "Look at the database's schema.")
final class SchemaCommand {
    private final Invocation invocation;

    SchemaCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Command(name = "print", description = "Print the DDL of all migrations, in order. Needs no database.")
    int print() {
        invocation.terminal().out().println(Schema.print());
        return 0;
    }
}
