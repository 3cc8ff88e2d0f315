package dev.chatrooms.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A TCP proxy on the loopback address that delays everything by a constant time each way, as a long line does: bytes on
 * their way do not delay those behind them.
 */
final class DelayProxy implements AutoCloseable {
    private static final int BUFFER = 64 * 1024;

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int target;
    private final long delayNanos;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    /** Bytes and the time at which they arrive; none at the end of the stream. */
    private record Chunk(ByteBuffer bytes, long due) {}

    DelayProxy(int target, long delayMillis) throws IOException {
        this.target = target;
        this.delayNanos = TimeUnit.MILLISECONDS.toNanos(delayMillis);
        start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = open(server.accept());
                Socket remote = open(new Socket(InetAddress.getLoopbackAddress(), target));
                connect(client, remote);
                connect(remote, client);
            } catch (IOException e) {
                // The proxy was closed, or the connection is already gone.
                open.removeIf(Socket::isClosed);
            }
        }
    }

    private Socket open(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        open.add(socket);
        return socket;
    }

    private void connect(Socket from, Socket to) {
        BlockingQueue<Chunk> onTheWay = new LinkedBlockingQueue<>();
        start(() -> read(from, onTheWay));
        start(() -> write(onTheWay, to));
    }

    private void read(Socket from, BlockingQueue<Chunk> onTheWay) {
        byte[] buffer = new byte[BUFFER];
        try (from;
                InputStream in = from.getInputStream()) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                onTheWay.add(new Chunk(ByteBuffer.wrap(Arrays.copyOf(buffer, count)), System.nanoTime() + delayNanos));
            }
        } catch (IOException e) {
            open.remove(from);
        }
        onTheWay.add(new Chunk(ByteBuffer.allocate(0), System.nanoTime() + delayNanos));
    }

    private void write(BlockingQueue<Chunk> onTheWay, Socket to) {
        try (to;
                OutputStream out = to.getOutputStream()) {
            for (Chunk chunk = onTheWay.take(); chunk.bytes().hasRemaining(); chunk = onTheWay.take()) {
                for (long left = chunk.due() - System.nanoTime(); left > 0; left = chunk.due() - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                out.write(chunk.bytes().array());
            }
        } catch (IOException e) {
            open.remove(to);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "delay-proxy");
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
