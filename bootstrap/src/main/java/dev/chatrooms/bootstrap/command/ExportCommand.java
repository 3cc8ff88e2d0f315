package dev.chatrooms.bootstrap.command;

import dev.chatrooms.server.Archives;
import dev.chatrooms.server.archive.ArchiveException;
import dev.chatrooms.server.archive.DataExport;
import dev.chatrooms.server.configuration.Configuration;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Writes everything to a folder, from which {@link ImportCommand} can fill another database. */
@Command(
        name = "export",
        description = "Write all data to a new folder, as lines of JSON and files. The server may be running.")
final class ExportCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Parameters(paramLabel = "DIR", description = "Folder to create. Keep it safe: it contains password hashes.")
    private Path folder = Path.of("");

    ExportCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        Configuration configuration = invocation.configuration();
        LogOutput.toStandardError(configuration.log());
        try (TransferProgress progress = new TransferProgress(invocation.terminal())) {
            DataExport.Result result = Archives.export(configuration, folder, progress);
            invocation.terminal().out().println(result.messages() + " messages, " + result.contents() + " files.");
            if (result.missing() > 0) {
                invocation
                        .terminal()
                        .err()
                        .println("Missing in the file store: " + result.missing() + " contents. See files check.");
            }
            return 0;
        } catch (ArchiveException e) {
            throw Commands.failed(e);
        }
    }
}
