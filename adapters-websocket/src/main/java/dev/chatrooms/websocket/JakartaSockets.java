package dev.chatrooms.websocket;

import dev.chatrooms.application.transfer.ByteBudget.Hold;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The threads that sockets on Jakarta WebSocket need in addition, because some of its calls block.
 *
 * <p>The queues are bounded by the number of connections: each has at most one control frame in flight and at most one
 * reader that resumes.
 */
final class JakartaSockets implements AutoCloseable {
    private static final int THREADS = 4;
    private static final int IDLE_SECONDS = 10;
    /** A small part of the threads that servers have by default. */
    private static final int MAX_WAITING_READERS = 32;

    private final ThreadPoolExecutor control = pool("chatrooms-ws-control-");
    private final ThreadPoolExecutor readers = pool("chatrooms-ws-reader-");
    private final Semaphore waitingReaders = new Semaphore(MAX_WAITING_READERS);

    private static ThreadPoolExecutor pool(String name) {
        AtomicInteger count = new AtomicInteger();
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, name + count.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Writes pings and close frames, which block until the client reads. */
    Executor control() {
        return control;
    }

    /** Resumes reading after a pause, and handles the frames that arrived during it. */
    Executor readers() {
        return readers;
    }

    /** @param memory counts the frames that the gate keeps */
    ReadGate gate(Supplier<Hold> memory) {
        return new ReadGate(waitingReaders, readers, memory);
    }

    @Override
    public void close() {
        control.shutdown();
        readers.shutdown();
        try {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
            control.awaitTermination(2, TimeUnit.SECONDS);
            readers.awaitTermination(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        control.shutdownNow();
        readers.shutdownNow();
    }
}
