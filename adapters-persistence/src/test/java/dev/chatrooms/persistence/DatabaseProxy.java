package dev.chatrooms.persistence;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A TCP proxy on the loopback address between a node and its database, with the faults of a network and of a node:
 *
 * <ul>
 *   <li>cut: all connections are closed, and so are new ones;
 *   <li>swallowed: packets disappear in both directions, and neither side learns of it, as behind a firewall that has
 *       forgotten the connection;
 *   <li>frozen: nothing is forwarded until the proxy is restored, as if the node was stopped.
 * </ul>
 *
 * <p>A connection that was swallowed stays dead when the proxy is restored. New ones work.
 */
final class DatabaseProxy implements AutoCloseable {
    private static final int BUFFER_SIZE = 16 * 1024;

    private enum State {
        FORWARDING,
        CUT,
        SWALLOWING,
        FROZEN
    }

    private final ServerSocket server;
    private final int target;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    /** Guarded by this. */
    private State state = State.FORWARDING;

    DatabaseProxy(int target) {
        this.target = target;
        try {
            this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    void cut() {
        become(State.CUT);
        links.forEach(Link::close);
    }

    void swallow() {
        become(State.SWALLOWING);
        links.forEach(link -> link.dead = true);
    }

    void freeze() {
        become(State.FROZEN);
    }

    void restore() {
        become(State.FORWARDING);
    }

    private synchronized void become(State next) {
        state = next;
        notifyAll();
    }

    private synchronized State awaitThaw() throws InterruptedException {
        while (state == State.FROZEN) {
            wait();
        }
        return state;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                start(() -> connect(client));
            } catch (IOException e) {
                // The proxy was closed.
                return;
            }
        }
    }

    private void connect(Socket client) {
        try {
            Link link = new Link(client, new Socket(InetAddress.getLoopbackAddress(), target));
            links.add(link);
            State current = awaitThaw();
            if (current == State.CUT) {
                link.close();
                return;
            }
            link.dead = current == State.SWALLOWING;
            start(() -> link.copy(link.client, link.database));
            start(() -> link.copy(link.database, link.client));
        } catch (IOException | InterruptedException e) {
            closeQuietly(client);
        }
    }

    private final class Link {
        final Socket client;
        final Socket database;
        volatile boolean dead;

        Link(Socket client, Socket database) {
            this.client = client;
            this.database = database;
        }

        /** Forwards until the end of the stream. The end does not pass a dead connection either. */
        void copy(Socket from, Socket to) {
            byte[] buffer = new byte[BUFFER_SIZE];
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                int count = in.read(buffer);
                while (count >= 0) {
                    awaitThaw();
                    if (!dead) {
                        out.write(buffer, 0, count);
                    }
                    count = in.read(buffer);
                }
                // The end of the stream is held back too.
                awaitThaw();
            } catch (IOException | InterruptedException e) {
                // One of the sides is gone, or the proxy closes.
            } finally {
                if (!dead) {
                    close();
                }
            }
        }

        void close() {
            closeQuietly(client);
            closeQuietly(database);
            links.remove(this);
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "database-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
    }
}
