package dev.chatrooms.bootstrap.database;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one of the unpacked programs, either to its end or as the server. */
final class Program {

    private static final Logger LOG = LoggerFactory.getLogger(Program.class);

    /** The rest may hold secrets, or PG… variables that would redirect PostgreSQL. */
    private static final Set<String> NEEDED =
            Set.of("PATH", "HOME", "TMPDIR", "TMP", "TEMP", "SYSTEMROOT", "LD_LIBRARY_PATH");

    private Program() {}

    static ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> !NEEDED.contains(name));
        // Messages are looked at, so they must not come in the operator's language.
        builder.environment().put("LC_ALL", "C");
        return builder;
    }

    static boolean isOnPath(String name) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Arrays.stream(path.split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
    }

    /**
     * Runs to the end and returns what was printed, which must be little.
     *
     * @throws EmbeddedDatabaseException if it fails or does not end within the limit
     */
    static String run(List<String> command, String input, Duration limit) {
        String name = name(command);
        try {
            Process process = builder(command).start();
            try {
                feed(process, input);
                if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new EmbeddedDatabaseException(name + " did not end within " + limit + ".");
                }
                String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
                if (process.exitValue() != 0) {
                    throw new EmbeddedDatabaseException(name + " failed: " + output.replaceAll("\\s*\\R\\s*", " "));
                }
                return output;
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException failure) {
            throw new EmbeddedDatabaseException(name + " cannot be run here.", failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new EmbeddedDatabaseException(name + " was interrupted.", stop);
        }
    }

    private static void feed(Process process, String input) {
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException endedEarly) {
            // Why, it says itself in its output, which is read next.
            LOG.debug("Input was not taken", endedEarly);
        }
    }

    /** The program itself, which unshare may stand before. */
    private static String name(List<String> command) {
        return command.stream()
                .filter(part -> Path.of(part).isAbsolute())
                .findFirst()
                .orElse(command.get(0));
    }
}
