package dev.chatrooms.server.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** PostgreSQL's {@code postmaster.pid}. Its first line is the process id, its fourth the port, its last the state. */
final class PidFile {

    private static final int PORT_LINE = 3;
    private static final int STATE_LINE = 7;

    private final Path file;

    PidFile(Path folder) {
        this.file = folder.resolve("postmaster.pid");
    }

    /** Returns the process id; empty if the file is missing or does not start with one. */
    OptionalLong pid() throws IOException {
        List<String> lines = lines();
        try {
            // Single-user mode writes its process id as a negative number.
            int pid =
                    lines.isEmpty() ? 0 : Math.abs(Integer.parseInt(lines.get(0).strip()));
            return pid > 0 ? OptionalLong.of(pid) : OptionalLong.empty();
        } catch (NumberFormatException garbled) {
            return OptionalLong.empty();
        }
    }

    /** Returns the port of the server; empty if the file is missing or does not say that it accepts connections. */
    OptionalInt readyPort() throws IOException {
        List<String> lines = lines();
        if (lines.size() <= STATE_LINE || !lines.get(STATE_LINE).strip().equals("ready")) {
            return OptionalInt.empty();
        }
        try {
            return OptionalInt.of(Integer.parseInt(lines.get(PORT_LINE).strip()));
        } catch (NumberFormatException garbled) {
            return OptionalInt.empty();
        }
    }

    /** Returns whether the file belongs to this process and says that it accepts connections. */
    boolean isReady(long pid) throws IOException {
        List<String> lines = lines();
        return lines.size() > STATE_LINE
                && lines.get(0).strip().equals(Long.toString(pid))
                && lines.get(STATE_LINE).strip().equals("ready");
    }

    /** Deletes the file. Returns false if it does not exist. */
    boolean delete() throws IOException {
        return Files.deleteIfExists(file);
    }

    private List<String> lines() throws IOException {
        try {
            // Any bytes, because a power failure can leave garbage.
            return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }
}
