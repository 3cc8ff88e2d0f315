package dev.chatrooms.bootstrap.command;

import dev.chatrooms.persistence.Schema;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

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
        invocation.terminal().out().println(schema == null ? Schema.print() : inSchema(schema));
        return 0;
    }

    private String inSchema(String schema) {
        try {
            return Schema.print(schema);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    new CommandLine(this), "Invalid value for option '--schema': " + e.getMessage() + ".", e);
        }
    }
}
