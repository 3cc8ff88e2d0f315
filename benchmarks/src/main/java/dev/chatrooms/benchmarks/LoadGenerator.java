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

/** Drives many WebSocket clients on one thread, cheaply enough not to distort the measurement. */
final class LoadGenerator implements AutoCloseable {
    private static final int BUFFER = 512 * 1024;

    private static final int TIMEOUT_SECONDS = 60;

    private final Selector selector;

    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Thread thread = new Thread(this::run, "generator");
    private final byte[] buffer = new byte[BUFFER];
    private volatile boolean closed;
    private volatile @Nullable Throwable failure;

    LoadGenerator() {
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Connects another client.
     *
     * @param cursor position to resume from; null for a fresh start
     * @return completes when the client is welcomed; fails if that takes longer than a minute
     */
    CompletableFuture<LoadClient> connect(
            int port, String token, @Nullable String cursor, LoadClient.Listener listener) {
        try {
            SocketChannel channel = SocketChannel.open(
                    new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
            LoadClient client = new LoadClient(channel, token, cursor, listener);
            execute(() -> client.register(selector));
            return client.welcomed().orTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a task on the generator's thread, which also calls the listeners. */
    void execute(Runnable task) {
        tasks.add(task);
        selector.wakeup();
    }

    /** Throws an exception if the generator's thread has failed. */
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
            // No client can be welcomed after this.
            selector.keys()
                    .forEach(key -> ((LoadClient) key.attachment()).welcomed().completeExceptionally(e));
        }
    }

    private void ready(SelectionKey key) {
        LoadClient client = (LoadClient) key.attachment();
        if (key.isValid() && key.isReadable()) {
            client.read(buffer);
        }
        if (key.isValid() && key.isWritable()) {
            client.flush();
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
