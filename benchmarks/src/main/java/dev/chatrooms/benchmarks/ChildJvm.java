package dev.chatrooms.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A child Java process, which separates the cost of the measured program from that of the load. It ends with this
 * process. The system properties {@code server.java} (path of a {@code java} executable) and {@code server.options}
 * (space-separated JVM options) select the JVM.
 */
final class ChildJvm implements AutoCloseable {
    private static final long TIMEOUT_SECONDS = 30;

    private final Process process;
    private final Thread hook;

    private ChildJvm(Process process) {
        this.process = process;
        this.hook = new Thread(process::destroy);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Returns a builder for {@link #start} with {@code java}, its options and these arguments. */
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

    /** Returns the processor time used so far, without that of child processes. */
    Duration cpu() {
        return cpu(process.toHandle());
    }

    /** Returns the processor time that all live descendants have used so far. */
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
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // This process is shutting down. The hook runs and has nothing to do.
        }
    }
}
