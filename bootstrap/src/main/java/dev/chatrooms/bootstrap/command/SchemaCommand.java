package dev.chatrooms.bootstrap.command;

import dev.chatrooms.persistence.Schema;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command that prints the database schema, for operators who run the DDL themselves. */
@Command(name = "schema", description = "Show the database schema.")
final class SchemaCommand {
    private final Invocation invocation;

    SchemaCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Command(name = "print", description = "Print the DDL of all migrations in order. Needs no database.")
    int print(
            @Option(names = "--schema", paramLabel = "NAME", description = "create the tables in this schema") @Nullable
                    String schema) {
        invocation.terminal().out().println(schema == null ? Schema.print() : Schema.print(schema));
        return 0;
    }
}
