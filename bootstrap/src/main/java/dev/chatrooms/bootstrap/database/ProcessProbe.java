package dev.chatrooms.bootstrap.database;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Tells whether a process is PostgreSQL at work in one database folder. A process id alone proves nothing, as ids are
 * used again.
 */
final class ProcessProbe {

    enum Verdict {
        /** PostgreSQL, at work in the folder. */
        SERVER,
        /** Something else. */
        FOREIGN,
        /** The system does not let us know. */
        UNKNOWN
    }

    private final Path folder;

    ProcessProbe(Path folder) {
        this.folder = folder;
    }

    /** All that can be proven to work here, orphans of a killed server included. */
    List<ProcessHandle> all() {
        // Only Linux shows where a process works; a command line names the folder for the parent alone.
        return PostgresBinaries.isLinux()
                ? ProcessHandle.allProcesses()
                        .filter(one -> judge(one) == Verdict.SERVER)
                        .toList()
                : List.of();
    }

    Verdict judge(ProcessHandle process) {
        Optional<Boolean> worksHere = worksHere(process);
        Optional<Boolean> isPostgres = isPostgres(process);
        if (worksHere.equals(Optional.of(false)) || isPostgres.equals(Optional.of(false))) {
            return Verdict.FOREIGN;
        }
        return worksHere.isPresent() && isPostgres.isPresent() ? Verdict.SERVER : Verdict.UNKNOWN;
    }

    private Optional<Boolean> worksHere(ProcessHandle process) {
        try {
            Path works = Path.of("/proc", Long.toString(process.pid()), "cwd");
            return Optional.of(Files.isSameFile(works, folder));
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
