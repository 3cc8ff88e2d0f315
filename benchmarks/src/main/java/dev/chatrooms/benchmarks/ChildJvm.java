package dev.chatrooms.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Another Java process, so that what it costs can be told from what it costs to ask it. It ends with this one. The
 * properties {@code server.java} (a JDK's {@code java}) and {@code server.options} (JVM options, by space) say what it
 * runs on.
 */
final class ChildJvm implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;

    private final Process process;
    private final Thread hook;

    private ChildJvm(Process process) {
        this.process = process;
        this.hook = new Thread(process::destroy);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** A process to be set up and given to {@link #start}: {@code java}, its options, and these arguments. */
    static ProcessBuilder command(String... arguments) {
        Path own = Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("server.java", own.toString()));
        String options = System.getProperty("server.options", "").strip();
        if (!options.isEmpty()) {
            command.addAll(List.of(options.split(" +")));
        }
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }

    static ChildJvm start(ProcessBuilder command) {
        try {
            return new ChildJvm(command.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Process process() {
        return process;
    }

    /** The processor time that it has used so far, without that of its own children. */
    Duration cpu() {
        return cpu(process.toHandle());
    }

    /** The processor time that its children and theirs have used so far, as far as they are still there. */
    Duration childrensCpu() {
        return process.descendants().map(ChildJvm::cpu).reduce(Duration.ZERO, Duration::plus);
    }

    private static Duration cpu(ProcessHandle handle) {
        return handle.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // This process is ending; the hook runs, and finds nothing to do.
        }
    }
}
