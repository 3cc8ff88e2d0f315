package dev.chatrooms.bootstrap.command;

import dev.chatrooms.server.Archives;
import dev.chatrooms.server.archive.DataExport;
import dev.chatrooms.server.archive.ProgressListener;
import dev.chatrooms.server.configuration.Configuration;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Writes everything to a folder, from which {@link ImportCommand} can fill another database. */
@Command(
        name = "export",
        description = "Write all data to a new folder, as lines of JSON and files. The server may be running.")
final class ExportCommand extends TransferCommand {
    @Parameters(
            paramLabel = "DIR",
            description = "folder to create, or an empty one; keep it safe: it contains password hashes")
    private Path folder = Path.of("");

    ExportCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    Report transfer(Configuration configuration, ProgressListener progress) {
        DataExport.Result result = Archives.export(configuration, folder, progress);
        return new Report(
                result.messages() + " messages, " + result.contents() + " files.",
                result.missing() == 0
                        ? ""
                        : "Missing in the file store: " + result.missing() + " contents. See files check.");
    }
}
