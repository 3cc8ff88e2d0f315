package dev.chatrooms.server.database;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs external programs in a clean environment. */
final class Program {

    private static final Logger LOG = LoggerFactory.getLogger(Program.class);

    /** Other variables may hold secrets or, like PGDATA, change PostgreSQL's behaviour. */
    private static final Set<String> INHERITED_VARIABLES =
            Set.of("PATH", "HOME", "TMPDIR", "TMP", "TEMP", "SYSTEMROOT", "LD_LIBRARY_PATH");

    private static final int KILL_ROUNDS = 3;
    private static final Duration KILL_TIMEOUT = Duration.ofSeconds(5);

    private Program() {}

    static ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> !INHERITED_VARIABLES.contains(name));
        // The code parses messages, which must therefore not be localised.
        builder.environment().put("LC_ALL", "C");
        return builder;
    }

    static boolean isOnPath(String name) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Arrays.stream(path.split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
    }

    /**
     * Runs a program, waits until it exits and returns its output, which must fit into a pipe's buffer.
     *
     * @throws EmbeddedDatabaseException if the program fails or exceeds the timeout
     */
    static String run(List<String> command, String input, Duration timeout) {
        String name = name(command);
        try {
            Process process = builder(command).start();
            try {
                feed(process, input);
                if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new EmbeddedDatabaseException(name + " did not exit within " + timeout + ".");
                }
                String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
                if (process.exitValue() != 0) {
                    throw new EmbeddedDatabaseException(name + " failed: " + output.replaceAll("\\s*\\R\\s*", " "));
                }
                return output;
            } finally {
                end(process);
            }
        } catch (IOException failure) {
            throw new EmbeddedDatabaseException(name + " cannot be run.", failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new EmbeddedDatabaseException(name + " was interrupted.", stop);
        }
    }

    /**
     * Kills the process and those that it has started, and waits until they have exited: they still write to the data
     * folder. Not interruptible, because an interrupt is what ends a program early.
     */
    private static void end(Process process) {
        Set<ProcessHandle> tree = new LinkedHashSet<>(Set.of(process.toHandle()));
        // A process that is killed may just have started another one.
        for (int round = 0; round < KILL_ROUNDS; round++) {
            List.copyOf(tree).forEach(known -> known.descendants().forEach(tree::add));
            tree.forEach(ProcessHandle::destroyForcibly);
        }
        Exits.awaitUninterruptibly(tree, KILL_TIMEOUT);
    }

    private static void feed(Process process, String input) {
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException exitedEarly) {
            // The program's output, which is read next, explains why.
            LOG.debug("The program did not read its input", exitedEarly);
        }
    }

    /** Returns the program's path, which may follow unshare and its options. */
    private static String name(List<String> command) {
        return command.stream()
                .filter(part -> Path.of(part).isAbsolute())
                .findFirst()
                .orElse(command.get(0));
    }
}
