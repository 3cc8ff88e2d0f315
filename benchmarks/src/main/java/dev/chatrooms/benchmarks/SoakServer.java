package dev.chatrooms.benchmarks;

import dev.chatrooms.bootstrap.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The server of the soak in a separate process, and calls of its API. */
final class SoakServer implements AutoCloseable {
    private static final Pattern LISTENING = Pattern.compile("is listening on http://127\\.0\\.0\\.1:(\\d+)");
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(30);
    private static final int START_SECONDS = 180;
    private static final int STOP_SECONDS = 90;
    private static final String PASSWORD = "correct horse";

    private final Process process;
    private final int port;
    private final AtomicInteger warnings;
    private final JvmProbe probe;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private SoakServer(Process process, int port, AtomicInteger warnings) {
        this.process = process;
        this.port = port;
        this.warnings = warnings;
        this.probe = JvmProbe.of(process.pid());
    }

    static SoakServer start(Path folder, String... options) {
        String[] arguments = Stream.concat(
                        Arrays.stream(options),
                        Stream.of("-cp", System.getProperty("java.class.path"), Main.class.getName()))
                .toArray(String[]::new);
        ProcessBuilder command = ChildJvm.command(arguments);
        command.environment().keySet().removeIf(name -> name.startsWith("CHATROOMS_"));
        command.environment()
                .putAll(Map.of(
                        "CHATROOMS_PORT", "0",
                        "CHATROOMS_DATA_DIR", folder.toString(),
                        "CHATROOMS_BCRYPT_COST", "10",
                        "CHATROOMS_LOGINS_PER_MINUTE", "0",
                        "CHATROOMS_REGISTRATIONS_PER_HOUR", "0"));
        command.redirectErrorStream(true);
        Process process = ChildJvm.start(command).process();
        CompletableFuture<Integer> port = new CompletableFuture<>();
        AtomicInteger warnings = new AtomicInteger();
        Thread reader = new Thread(() -> read(process, port, warnings), "server-output");
        reader.setDaemon(true);
        reader.start();
        return new SoakServer(
                process, port.orTimeout(START_SECONDS, TimeUnit.SECONDS).join(), warnings);
    }

    private static void read(Process process, CompletableFuture<Integer> port, AtomicInteger warnings) {
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher listening = LISTENING.matcher(line);
                if (listening.find()) {
                    port.complete(Integer.parseInt(listening.group(1)));
                } else if (port.isDone() && (!line.contains(" INFO ") || line.contains("OutOfMemory"))) {
                    warnings.incrementAndGet();
                    System.out.println("    " + line);
                }
            }
        } catch (IOException e) {
            port.completeExceptionally(e);
        }
    }

    /** Registers and logs in an account, and returns its token. */
    String account(String name) {
        String credentials = "{\"username\":\"" + name + "\",\"password\":\"" + PASSWORD + "\"}";
        expect(201, call("POST", "/auth/register", null, credentials));
        return InProcessServer.field("accessToken", expect(200, call("POST", "/auth/login", null, credentials)));
    }

    /** Creates a public room and returns its id. */
    String room(String token, String name) {
        String body = "{\"kind\":\"public\",\"name\":\"" + name + "\"}";
        return InProcessServer.field("id", expect(201, call("POST", "/rooms", token, body)));
    }

    void join(String token, String room) {
        expect(200, call("POST", "/rooms/" + room + "/join", token, null));
    }

    static String expect(int status, HttpResponse<String> response) {
        if (response.statusCode() != status) {
            throw new IllegalStateException(response.statusCode() + " " + response.body());
        }
        return response.body();
    }

    HttpResponse<String> call(String method, String path, @Nullable String token, @Nullable String body) {
        try {
            return tryCall(method, path, token, body);
        } catch (IOException e) {
            throw new IllegalStateException(method + " " + path, e);
        }
    }

    HttpResponse<String> tryCall(String method, String path, @Nullable String token, @Nullable String body)
            throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1" + path))
                .timeout(CALL_TIMEOUT)
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), port);
    }

    /** Stops the server and describes its end. */
    String stop() throws InterruptedException {
        if (!process.isAlive()) {
            return "exited by itself with code " + process.exitValue();
        }
        long live = probe.liveHeap() >> 20;
        String resident = peakResident();
        probe.close();
        process.destroy();
        boolean exited = process.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
        return "live heap " + live + " MB, resident at most " + resident + ", " + warnings.get()
                + " warnings, exit code " + (exited ? process.exitValue() : "none");
    }

    private String peakResident() {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .map(line -> line.substring("VmHWM:".length()).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException noProc) {
            return "unknown";
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            probe.close();
        }
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
