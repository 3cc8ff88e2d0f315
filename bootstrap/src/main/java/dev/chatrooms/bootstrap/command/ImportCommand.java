package dev.chatrooms.bootstrap.command;

import dev.chatrooms.server.Archives;
import dev.chatrooms.server.archive.ArchiveException;
import dev.chatrooms.server.configuration.Configuration;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Fills an empty database from a folder that {@link ExportCommand} has written. */
@Command(
        name = "import",
        description = "Read an export into an empty database, all of it or nothing. Clients start anew.")
final class ImportCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Parameters(paramLabel = "DIR", description = "Folder of the export.")
    private Path folder = Path.of("");

    ImportCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        Configuration configuration = invocation.configuration();
        LogOutput.toStandardError(configuration.log());
        try (TransferProgress progress = new TransferProgress(invocation.terminal())) {
            int missing = Archives.load(configuration, folder, progress);
            invocation.terminal().out().println("Imported.");
            if (missing > 0) {
                invocation.terminal().err().println("Missing in the export: " + missing + " contents of files.");
            }
            return 0;
        } catch (ArchiveException e) {
            throw Commands.failed(e);
        }
    }
}
