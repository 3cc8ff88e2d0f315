package dev.chatrooms.bootstrap.command;

import dev.chatrooms.server.Archives;
import dev.chatrooms.server.archive.ProgressListener;
import dev.chatrooms.server.configuration.Configuration;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Fills an empty database from a folder that {@link ExportCommand} has written. */
@Command(
        name = "import",
        description = "Read an export into an empty database, all of it or nothing. Clients start anew.")
final class ImportCommand extends TransferCommand {
    @Parameters(paramLabel = "DIR", description = "folder of the export")
    private Path folder = Path.of("");

    ImportCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    Report transfer(Configuration configuration, ProgressListener progress) {
        int missing = Archives.load(configuration, folder, progress);
        return new Report("Imported.", missing == 0 ? "" : "Missing in the export: " + missing + " contents of files.");
    }
}
