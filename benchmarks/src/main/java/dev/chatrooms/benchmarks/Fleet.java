package dev.chatrooms.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Many WebSocket clients on one thread, cheap enough not to be what is measured. */
final class Fleet implements AutoCloseable {
    private static final int BUFFER = 512 * 1024;

    private final Selector selector;
    private static final int PATIENCE_SECONDS = 60;

    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Thread thread = new Thread(this::run, "fleet");
    private final byte[] buffer = new byte[BUFFER];
    private volatile boolean closed;
    private volatile @Nullable Throwable failure;

    Fleet() {
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Connects one more.
     *
     * @param cursor to go on from; null for a fresh start
     * @return completes with its welcome, or fails when that does not come within a minute
     */
    CompletableFuture<LoadClient> connect(int port, String token, @Nullable String cursor, LoadClient.Crew crew) {
        try {
            SocketChannel channel = SocketChannel.open(
                    new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
            LoadClient vessel = new LoadClient(channel, token, cursor, crew);
            execute(() -> vessel.register(selector));
            return vessel.welcomed().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs something on the thread that all that the crews do runs on. */
    void execute(Runnable task) {
        tasks.add(task);
        selector.wakeup();
    }

    /** Throws what went wrong on the fleet's thread, if anything did. */
    void check() {
        Throwable thrown = failure;
        if (thrown != null) {
            throw new IllegalStateException("a client failed", thrown);
        }
    }

    private void run() {
        try {
            while (!closed) {
                selector.select(this::ready);
                for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                    task.run();
                }
            }
        } catch (Throwable e) {
            failure = e;
            // Nobody is welcomed any more.
            selector.keys()
                    .forEach(key -> ((LoadClient) key.attachment()).welcomed().completeExceptionally(e));
        }
    }

    private void ready(SelectionKey key) {
        LoadClient vessel = (LoadClient) key.attachment();
        if (key.isValid() && key.isReadable()) {
            vessel.read(buffer);
        }
        if (key.isValid() && key.isWritable()) {
            vessel.flush();
        }
    }

    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        try {
            thread.join();
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
