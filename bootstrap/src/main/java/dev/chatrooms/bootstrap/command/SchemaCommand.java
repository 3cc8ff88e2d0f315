package dev.chatrooms.bootstrap.command;

import dev.chatrooms.persistence.Schema;
import picocli.CommandLine.Command;

/** The command that prints the database schema, for operators who run the DDL themselves. */
@Command(name = "schema", description = "Show the database schema.")
final class SchemaCommand {
    private final Invocation invocation;

    SchemaCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Command(name = "print", description = "Print the DDL of all migrations in order. Needs no database.")
    int print() {
        invocation.terminal().out().println(Schema.print());
        return 0;
    }
}
