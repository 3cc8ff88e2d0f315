package dev.chatrooms.server.database;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Determines whether a process is PostgreSQL running in a given database folder. A process id alone proves nothing,
 * because ids are reused.
 */
final class ProcessProbe {

    enum Verdict {
        /** PostgreSQL running in the folder. */
        SERVER,
        /** Any other process. */
        FOREIGN,
        /** The operating system does not provide the information. */
        UNKNOWN
    }

    private final Path folder;

    ProcessProbe(Path folder) {
        this.folder = folder;
    }

    /** Returns all processes that provably run in the folder, including orphans of a killed server. */
    List<ProcessHandle> processesInFolder() {
        // Only Linux shows a process's working directory. Only the parent's command line names the folder.
        return PostgresBinaries.isLinux()
                ? ProcessHandle.allProcesses()
                        .filter(process -> classify(process) == Verdict.SERVER)
                        .toList()
                : List.of();
    }

    Verdict classify(ProcessHandle process) {
        Optional<Boolean> runsInFolder = runsInFolder(process);
        Optional<Boolean> isPostgres = isPostgres(process);
        if (runsInFolder.equals(Optional.of(false)) || isPostgres.equals(Optional.of(false))) {
            return Verdict.FOREIGN;
        }
        return runsInFolder.isPresent() && isPostgres.isPresent() ? Verdict.SERVER : Verdict.UNKNOWN;
    }

    private Optional<Boolean> runsInFolder(ProcessHandle process) {
        try {
            Path workingDirectory = Path.of("/proc", Long.toString(process.pid()), "cwd");
            return Optional.of(Files.isSameFile(workingDirectory, folder));
        } catch (IOException notShown) {
            return process.info()
                    .arguments()
                    .map(arguments -> Arrays.asList(arguments).contains(folder.toString()));
        }
    }

    private static Optional<Boolean> isPostgres(ProcessHandle process) {
        return process.info()
                .command()
                .map(path -> path.substring(path.lastIndexOf(File.separatorChar) + 1))
                .map(name -> name.startsWith("postgres"));
    }
}
