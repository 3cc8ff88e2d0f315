package dev.chatrooms.bootstrap.database;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes on what the server prints, and keeps the end of it to explain a failure. */
final class ServerLog {

    private static final Logger LOG = LoggerFactory.getLogger("dev.chatrooms.postgres");
    private static final int KEPT_LINES = 20;

    /** Its last words come as soon as it has ended, but for a machine that is busy with other things. */
    private static final long LAST_WORDS_MILLIS = 10_000;

    private final Deque<String> last = new ArrayDeque<>();
    private final Thread reader;

    ServerLog(Process process) {
        this.reader = new Thread(() -> read(process), "chatrooms-postgres-log");
        reader.setDaemon(true);
        reader.start();
    }

    /** The reason in PostgreSQL's words, of a server that has ended. */
    String reason() throws InterruptedException {
        reader.join(LAST_WORDS_MILLIS);
        synchronized (last) {
            String reason = last.isEmpty() ? "it said nothing" : last.getLast();
            for (String line : last) {
                if (isGrave(line)) {
                    reason = line;
                }
            }
            return reason;
        }
    }

    void awaitEnd(long millis) throws InterruptedException {
        reader.join(millis);
    }

    private void read(Process process) {
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                accept(line);
            }
        } catch (IOException ended) {
            LOG.debug("The output of PostgreSQL has ended", ended);
        }
    }

    private void accept(String line) {
        synchronized (last) {
            last.addLast(line);
            if (last.size() > KEPT_LINES) {
                last.removeFirst();
            }
        }
        if (line.startsWith("PANIC")) {
            LOG.error(line);
        } else {
            LOG.debug(line);
        }
    }

    private static boolean isGrave(String line) {
        return line.startsWith("FATAL:") || line.startsWith("PANIC:");
    }
}
