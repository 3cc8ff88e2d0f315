package dev.chatrooms.benchmarks;

import dev.chatrooms.server.ChatServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** The server's jar in a separate process, without rate limits and otherwise with default settings. */
final class ServerProcess implements AutoCloseable {
    /** The issuer of the tokens that the server accepts. */
    private static final String PUBLIC_URL = "http://localhost";

    private static final long TIMEOUT = TimeUnit.MINUTES.toNanos(5);
    private static final long POLL_INTERVAL = TimeUnit.MILLISECONDS.toNanos(2);
    private static final int HTTP_MILLIS = 5000;

    private final Path folder;
    private final int port;
    private final ChildJvm jvm;
    private final Duration start;

    private ServerProcess(Path folder, int port, ChildJvm jvm, Duration start) {
        this.folder = folder;
        this.port = port;
        this.jvm = jvm;
        this.start = start;
    }

    /** Starts a server on a folder with the given JVM options and waits until it is ready. */
    static ServerProcess start(Path folder, String... options) {
        int port = freePort();
        String[] arguments =
                Stream.concat(Stream.of(options), Stream.of("-jar", jar())).toArray(String[]::new);
        ProcessBuilder command = ChildJvm.command(arguments);
        command.environment().keySet().removeIf(name -> name.startsWith("CHATROOMS_"));
        command.environment().put("CHATROOMS_PORT", Integer.toString(port));
        command.environment().put("CHATROOMS_PUBLIC_URL", PUBLIC_URL);
        command.environment().put("CHATROOMS_DATA_DIR", folder.toString());
        command.environment().put("CHATROOMS_SENDS_PER_SECOND", "0");
        command.environment().put("CHATROOMS_LOG_LEVEL", "warn");
        command.inheritIO();
        long start = System.nanoTime();
        ChildJvm jvm = ChildJvm.start(command);
        try {
            awaitReady(port, jvm.process(), start);
        } catch (RuntimeException e) {
            jvm.close();
            throw e;
        }
        return new ServerProcess(folder, port, jvm, Duration.ofNanos(System.nanoTime() - start));
    }

    private static String jar() {
        try {
            URL place = ChatServer.class.getProtectionDomain().getCodeSource().getLocation();
            String path = Path.of(place.toURI()).toString();
            if (!path.endsWith(".jar")) {
                throw new IllegalStateException("the class path must contain chatrooms.jar instead of " + path);
            }
            return path;
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void awaitReady(int port, Process process, long start) {
        while (!isReady(port)) {
            if (!process.isAlive() || System.nanoTime() - start > TIMEOUT) {
                throw new IllegalStateException("the server did not start");
            }
            LockSupport.parkNanos(POLL_INTERVAL);
        }
    }

    private static boolean isReady(int port) {
        try {
            HttpURLConnection connection = (HttpURLConnection) URI.create("http://127.0.0.1:" + port + "/health/ready")
                    .toURL()
                    .openConnection();
            connection.setConnectTimeout(HTTP_MILLIS);
            connection.setReadTimeout(HTTP_MILLIS);
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException e) {
            return false;
        }
    }

    int port() {
        return port;
    }

    /** Returns the time from the start of the process until the server was ready. */
    Duration startTime() {
        return start;
    }

    ChildJvm jvm() {
        return jvm;
    }

    Database database() {
        return new Database(folder);
    }

    /** Returns a probe of the server's JVM. The caller closes it. */
    JvmProbe probe() {
        return JvmProbe.of(jvm.process().pid());
    }

    /** Returns a factory for accounts and rooms, another node on the same database. The caller closes it. */
    TestData testData() {
        return TestData.on(database(), folder.resolve("jwt-key.pem"), PUBLIC_URL);
    }

    @Override
    public void close() {
        jvm.close();
    }
}
