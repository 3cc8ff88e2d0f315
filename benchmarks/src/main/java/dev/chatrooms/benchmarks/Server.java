package dev.chatrooms.benchmarks;

import dev.chatrooms.bootstrap.server.ChatServer;
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

/** The server as its jar runs it, in a process of its own, without rate limits and with everything else as it comes. */
final class Server implements AutoCloseable {
    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(5);
    private static final long LOOK_AGAIN = TimeUnit.MILLISECONDS.toNanos(2);
    private static final int HTTP_MILLIS = 5000;

    private final Path folder;
    private final int port;
    private final ChildJvm jvm;
    private final Duration start;

    private Server(Path folder, int port, ChildJvm jvm, Duration start) {
        this.folder = folder;
        this.port = port;
        this.jvm = jvm;
        this.start = start;
    }

    /** Starts one on this folder, with these JVM options, and waits until it says that it is ready. */
    static Server start(Path folder, String... options) {
        int port = freePort();
        String[] arguments =
                Stream.concat(Stream.of(options), Stream.of("-jar", jar())).toArray(String[]::new);
        ProcessBuilder command = ChildJvm.command(arguments);
        command.environment().keySet().removeIf(name -> name.startsWith("CHATROOMS_"));
        command.environment().put("CHATROOMS_PORT", Integer.toString(port));
        command.environment().put("CHATROOMS_DATA_DIR", folder.toString());
        command.environment().put("CHATROOMS_SENDS_PER_SECOND", "0");
        command.environment().put("CHATROOMS_LOG_LEVEL", "warn");
        command.inheritIO();
        long begin = System.nanoTime();
        ChildJvm jvm = ChildJvm.start(command);
        try {
            awaitReady(port, jvm.process(), begin);
        } catch (RuntimeException e) {
            jvm.close();
            throw e;
        }
        return new Server(folder, port, jvm, Duration.ofNanos(System.nanoTime() - begin));
    }

    private static String jar() {
        try {
            URL place = ChatServer.class.getProtectionDomain().getCodeSource().getLocation();
            String path = Path.of(place.toURI()).toString();
            if (!path.endsWith(".jar")) {
                throw new IllegalStateException("put chatrooms.jar on the class path, not " + path);
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

    private static void awaitReady(int port, Process process, long begin) {
        while (!isReady(port)) {
            if (!process.isAlive() || System.nanoTime() - begin > PATIENCE) {
                throw new IllegalStateException("the server does not start");
            }
            LockSupport.parkNanos(LOOK_AGAIN);
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

    /** From the start of the process to its being ready. */
    Duration startTime() {
        return start;
    }

    ChildJvm jvm() {
        return jvm;
    }

    Database database() {
        return new Database(folder);
    }

    /** What was asked of it to be told of itself; to be closed. */
    Probe probe() {
        return Probe.of(jvm.process().pid());
    }

    /** A crowd of people in rooms, through a node of its own on the same database. */
    Crowd crowd() {
        return Crowd.on(database(), folder.resolve("jwt-key.pem"));
    }

    @Override
    public void close() {
        jvm.close();
    }
}
