package dev.chatrooms.persistence;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** A TCP proxy on the loopback address that counts how often a client sends something after an answer. */
final class TripCounter implements AutoCloseable {
    private static final int BUFFER = 64 * 1024;

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int target;
    private final AtomicLong trips = new AtomicLong();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    TripCounter(int target) throws IOException {
        this.target = target;
        start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Returns the round trips of all connections so far. */
    long trips() {
        return trips.get();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                open.add(client);
                Socket database = new Socket(InetAddress.getLoopbackAddress(), target);
                open.add(database);
                AtomicBoolean answered = new AtomicBoolean(true);
                start(() -> copy(client, database, () -> {
                    if (answered.compareAndSet(true, false)) {
                        trips.incrementAndGet();
                    }
                }));
                start(() -> copy(database, client, () -> answered.set(true)));
            } catch (IOException e) {
                // The proxy was closed, or the connection is already gone.
                continue;
            }
        }
    }

    private static void copy(Socket from, Socket to, Runnable onData) {
        byte[] buffer = new byte[BUFFER];
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                onData.run();
                out.write(buffer, 0, read);
            }
        } catch (IOException e) {
            // One side has closed the connection, and now both are closed.
            return;
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "trip-counter");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
