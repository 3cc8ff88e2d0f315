package dev.chatrooms.bootstrap.crash;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A TCP proxy on the loopback address that can be cut: it then drops all connections and immediately closes new ones.
 */
public final class CuttableProxy implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private volatile int target;
    private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;
    private volatile boolean frozen;

    public CuttableProxy(int target) throws IOException {
        this.target = target;
        start(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    public void cut() {
        cut = true;
        open.forEach(CuttableProxy::closeQuietly);
    }

    /** Lets connections stay open and silent. One that is used while it is frozen stays so, as its bytes are lost. */
    public void freeze() {
        frozen = true;
    }

    public void restore() {
        cut = false;
        frozen = false;
    }

    /** Connects to another port from now on. */
    public void redirect(int port) {
        target = port;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket from = server.accept();
                open.add(from);
                if (cut) {
                    from.close();
                    continue;
                }
                Socket to = new Socket(InetAddress.getLoopbackAddress(), target);
                open.add(to);
                if (cut) {
                    cut();
                }
                AtomicBoolean silent = new AtomicBoolean();
                start(() -> copy(from, to, silent));
                start(() -> copy(to, from, silent));
            } catch (IOException e) {
                // The proxy was closed, or the connection is already gone.
                continue;
            }
        }
    }

    private void copy(Socket from, Socket to, AtomicBoolean silent) {
        try (from;
                to;
                InputStream in = from.getInputStream()) {
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[8192];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (frozen) {
                    silent.set(true);
                }
                if (!silent.get()) {
                    out.write(buffer, 0, count);
                }
            }
        } catch (IOException e) {
            // The connection was cut, and both sockets are closed.
            open.remove(from);
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private static void closeQuietly(Closeable socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        cut();
    }
}
