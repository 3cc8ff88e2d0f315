package dev.chatrooms.bootstrap.crash;

import dev.chatrooms.bootstrap.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The server in a separate process: the packaged jar, or the classes of the tests' class path. */
public final class ServerProcess implements AutoCloseable {
    private static final Pattern LISTENING = Pattern.compile("is listening on http://127\\.0\\.0\\.1:(\\d+)");
    private static final long START_SECONDS = 180;
    /** Short runs end before the second compiler pays. */
    static final String QUICK_START = "-XX:TieredStopAtLevel=1";

    private final Process process;
    private final Path dataFolder;
    private final int port;
    private final List<String> log;

    private ServerProcess(Process process, Path dataFolder, int port, List<String> log) {
        this.process = process;
        this.dataFolder = dataFolder;
        this.port = port;
        this.log = log;
    }

    /** Starts the jar on a folder without rate limits, and waits until it listens. */
    public static ServerProcess start(Path dataFolder, Map<String, String> settings) {
        return start(List.of(), dataFolder, settings);
    }

    /**
     * As {@link #start(Path, Map)}, by another program.
     *
     * @param wrapper a program with arguments that replaces itself by the JVM; may be empty
     */
    static ServerProcess start(List<String> wrapper, Path dataFolder, Map<String, String> settings) {
        List<String> command = new ArrayList<>(wrapper);
        command.add(java());
        if (!Boolean.getBoolean("chatrooms.thorough")) {
            command.add(QUICK_START);
        }
        command.addAll(List.of("-jar", System.getProperty("chatrooms.jar")));
        Map<String, String> environment = new HashMap<>(Map.of(
                "CHATROOMS_SENDS_PER_SECOND", "0",
                "CHATROOMS_CHANGES_PER_MINUTE", "0",
                "CHATROOMS_LOGINS_PER_MINUTE", "0",
                "CHATROOMS_REGISTRATIONS_PER_HOUR", "0",
                "CHATROOMS_REPLAY_LIMIT", "10000000"));
        environment.putAll(settings);
        return launch(command, dataFolder, environment);
    }

    /** Starts the server by a program that takes the same settings as the jar, and waits until it listens. */
    static ServerProcess startProgram(List<String> command, Path dataFolder, Map<String, String> settings) {
        return launch(command, dataFolder, settings);
    }

    /** Starts the server from the class path of the tests, with default limits, and waits until it listens. */
    public static ServerProcess startClasses(List<String> jvmOptions, Path dataFolder, Map<String, String> settings) {
        return startClasses(Main.class, jvmOptions, dataFolder, settings);
    }

    /** As {@link #startClasses(List, Path, Map)}, with another main class, which runs the server. */
    public static ServerProcess startClasses(
            Class<?> main, List<String> jvmOptions, Path dataFolder, Map<String, String> settings) {
        List<String> command = new ArrayList<>(List.of(java()));
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        return launch(command, dataFolder, settings);
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static ServerProcess launch(List<String> command, Path dataFolder, Map<String, String> settings) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("CHATROOMS_"));
        builder.environment()
                .putAll(Map.of(
                        "CHATROOMS_PORT", "0",
                        "CHATROOMS_DATA_DIR", dataFolder.toString(),
                        "CHATROOMS_BCRYPT_COST", "10"));
        builder.environment().putAll(settings);
        builder.redirectErrorStream(true);
        try {
            Process process = builder.start();
            List<String> log = Collections.synchronizedList(new ArrayList<>());
            BlockingQueue<Integer> port = new LinkedBlockingQueue<>();
            Thread reader = new Thread(() -> read(process, log, port), "server-output");
            reader.setDaemon(true);
            reader.start();
            Integer foundPort = port.poll(START_SECONDS, TimeUnit.SECONDS);
            if (foundPort == null || foundPort < 0) {
                process.destroyForcibly();
                throw new AssertionError("the server did not start:\n" + String.join("\n", log));
            }
            return new ServerProcess(process, dataFolder, foundPort, log);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void read(Process process, List<String> log, BlockingQueue<Integer> port) {
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                log.add(line);
                Matcher matcher = LISTENING.matcher(line);
                if (matcher.find()) {
                    port.add(Integer.parseInt(matcher.group(1)));
                }
            }
        } catch (IOException e) {
            log.add(e.toString());
        }
        port.add(-1);
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    public int port() {
        return port;
    }

    public URI socketUri() {
        return URI.create("ws://127.0.0.1:" + port + "/api/v1/ws");
    }

    public long pid() {
        return process.pid();
    }

    public Path dataFolder() {
        return dataFolder;
    }

    public List<String> log() {
        return List.copyOf(log);
    }

    /** Sends SIGKILL: no shutdown hook runs and nothing is flushed. */
    public void kill() {
        process.destroyForcibly();
        awaitExit();
    }

    /** Sends SIGKILL to the server's embedded PostgreSQL. */
    public void killDatabase() {
        try {
            String pid = Files.readAllLines(dataFolder.resolve("postgres").resolve("postmaster.pid"))
                    .get(0);
            ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow().destroyForcibly();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Sends SIGTERM. The output stays open, unlike with {@link Process#destroy}: a JVM may print while it exits. */
    public void terminate() {
        process.toHandle().destroy();
    }

    /** Sends SIGTERM and returns the exit code. */
    public int stop() {
        terminate();
        return exitCode();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for the process to exit by itself and returns the exit code. */
    public int exitCode() {
        awaitExit();
        return process.exitValue();
    }

    private void awaitExit() {
        try {
            if (!process.waitFor(90, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("the server did not exit:\n" + String.join("\n", log));
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            stop();
        }
    }
}
