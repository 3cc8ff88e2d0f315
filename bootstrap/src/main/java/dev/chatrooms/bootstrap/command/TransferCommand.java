package dev.chatrooms.bootstrap.command;

import dev.chatrooms.server.archive.ArchiveException;
import dev.chatrooms.server.archive.ProgressListener;
import dev.chatrooms.server.configuration.Configuration;
import java.util.concurrent.Callable;

/** What {@link ExportCommand} and {@link ImportCommand} have in common: progress, and one sentence for a refusal. */
abstract class TransferCommand implements Callable<Integer> {
    private final Invocation invocation;

    TransferCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    /**
     * The result of a command.
     *
     * @param summary what was done
     * @param warning what is missing; empty if nothing is
     */
    record Report(String summary, String warning) {}

    /**
     * Does what the command is for.
     *
     * @throws ArchiveException if that is not possible
     */
    abstract Report transfer(Configuration configuration, ProgressListener progress);

    @Override
    public final Integer call() {
        Configuration configuration = invocation.configuration();
        LogOutput.toStandardError(configuration.log());
        Report report;
        try (TransferProgress progress = new TransferProgress(invocation.terminal())) {
            report = transfer(configuration, progress);
        } catch (ArchiveException e) {
            throw Commands.failed(e);
        }
        invocation.terminal().out().println(report.summary());
        if (!report.warning().isEmpty()) {
            invocation.terminal().err().println(report.warning());
        }
        return 0;
    }
}
