package dev.chatrooms.server.database;

import dev.chatrooms.application.common.EssentialThread;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forwards the server's output to the log and keeps its last lines to explain a failure. The output ends with the
 * server. Until then it must be read, or the server blocks.
 */
final class PostgresLog {

    private static final Logger LOG = LoggerFactory.getLogger("dev.chatrooms.postgres");
    private static final int KEPT_LINES = 20;

    /** The output usually ends with the process. On a busy machine it may arrive later. */
    private static final long OUTPUT_TIMEOUT_MILLIS = 10_000;

    private final Deque<String> lastLines = new ArrayDeque<>();
    private final Thread reader;

    PostgresLog(Process process) {
        this.reader = new EssentialThread(() -> read(process), "chatrooms-postgres-log", () -> true);
        reader.start();
    }

    /** Returns PostgreSQL's own error message after the server has exited. */
    String failureReason() throws InterruptedException {
        reader.join(OUTPUT_TIMEOUT_MILLIS);
        synchronized (lastLines) {
            String reason = lastLines.isEmpty() ? "it printed no message" : lastLines.getLast();
            for (String line : lastLines) {
                if (isFatal(line)) {
                    reason = line;
                }
            }
            return reason;
        }
    }

    void awaitEndOfOutput(long millis) throws InterruptedException {
        reader.join(millis);
    }

    private void read(Process process) {
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                accept(line);
            }
        } catch (IOException failure) {
            LOG.debug("Cannot read the output of PostgreSQL", failure);
        }
    }

    private void accept(String line) {
        synchronized (lastLines) {
            lastLines.addLast(line);
            if (lastLines.size() > KEPT_LINES) {
                lastLines.removeFirst();
            }
        }
        if (line.startsWith("PANIC")) {
            LOG.error(line);
        } else {
            LOG.debug(line);
        }
    }

    private static boolean isFatal(String line) {
        return line.startsWith("FATAL:") || line.startsWith("PANIC:");
    }
}
