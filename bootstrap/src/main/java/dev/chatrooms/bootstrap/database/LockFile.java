package dev.chatrooms.bootstrap.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** PostgreSQL's {@code postmaster.pid}: the process id in the first line, its state in the last. */
final class LockFile {

    private static final int STATE_LINE = 7;

    private final Path file;

    LockFile(Path folder) {
        this.file = folder.resolve("postmaster.pid");
    }

    /** Empty if there is no file or no number in it. */
    OptionalLong pid() throws IOException {
        List<String> lines = lines();
        try {
            return lines.isEmpty()
                    ? OptionalLong.empty()
                    : OptionalLong.of(Long.parseLong(lines.get(0).strip()));
        } catch (NumberFormatException halfWritten) {
            return OptionalLong.empty();
        }
    }

    /** Whether this process says that it takes connections. */
    boolean isReady(long pid) throws IOException {
        List<String> lines = lines();
        return lines.size() > STATE_LINE
                && lines.get(0).strip().equals(Long.toString(pid))
                && lines.get(STATE_LINE).strip().equals("ready");
    }

    void delete() throws IOException {
        Files.deleteIfExists(file);
    }

    private List<String> lines() throws IOException {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }
}
