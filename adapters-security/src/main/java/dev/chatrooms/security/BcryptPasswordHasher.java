package dev.chatrooms.security;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.FatalErrors;
import dev.chatrooms.application.monitoring.HashingActivity;
import dev.chatrooms.application.spi.PasswordHasher;
import dev.chatrooms.domain.account.Password;
import dev.chatrooms.domain.account.PasswordHash;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Hashes passwords with bcrypt on a small pool of its own threads. Calls wait in one bounded queue. If the queue is
 * full or the hasher is closed, the future fails at once with {@code unavailable}. Callbacks that are chained to a
 * future without an executor run on these threads and should be short.
 */
public final class BcryptPasswordHasher implements PasswordHasher, HashingActivity, AutoCloseable {
    private static final int MIN_COST = 10;
    private static final int MAX_COST = 16;
    private static final int QUEUE_PER_THREAD = 64;
    private static final long CLOSE_SECONDS = 10;

    private final BcryptEncoder bcrypt;
    private final ThreadPoolExecutor pool;

    /** Uses half as many threads as processors, so that a flood of logins leaves processors for the chat. */
    public BcryptPasswordHasher(int cost) {
        this(cost, Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
    }

    private BcryptPasswordHasher(int cost, int threads) {
        this(cost, threads, threads * QUEUE_PER_THREAD);
    }

    /**
     * @param cost the cost of new hashes, from 10 to 16; each step doubles the time. Hashes of another cost still
     *     verify
     * @param threads the number of hashes that are computed in parallel
     * @param queueCapacity the maximum number of calls that wait for a thread
     */
    public BcryptPasswordHasher(int cost, int threads, int queueCapacity) {
        this(requireValid(cost), threads, queueCapacity, new DaemonThreadFactory());
    }

    private static int requireValid(int cost) {
        if (cost < MIN_COST || cost > MAX_COST) {
            throw new IllegalArgumentException(
                    "the bcrypt cost must be " + MIN_COST + " to " + MAX_COST + ", was " + cost);
        }
        return cost;
    }

    /** Does not check the cost, so that tests can use a cheaper one. */
    BcryptPasswordHasher(int cost, int threads, int queueCapacity, ThreadFactory factory) {
        this.bcrypt = new BcryptEncoder(cost);
        this.pool = new ThreadPoolExecutor(
                threads, threads, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(queueCapacity), factory);
    }

    @Override
    public CompletableFuture<PasswordHash> hash(Password password) {
        return submit(() -> bcrypt.hash(password));
    }

    @Override
    public CompletableFuture<Boolean> verify(Password password, @Nullable PasswordHash hash) {
        return submit(() -> bcrypt.verify(password, hash));
    }

    @Override
    public long computations() {
        return bcrypt.computations();
    }

    @Override
    public int active() {
        return pool.getActiveCount();
    }

    @Override
    public int queued() {
        return pool.getQueue().size();
    }

    /** Waits for the hashes that are being computed, at most 10 seconds, and fails the calls that are queued. */
    @Override
    public void close() {
        pool.shutdown();
        List<Runnable> waiting = new ArrayList<>();
        pool.getQueue().drainTo(waiting);
        for (Runnable job : waiting) {
            ((Job<?>) job).result.completeExceptionally(unavailable(null));
        }
        try {
            pool.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private <T> CompletableFuture<T> submit(Supplier<T> work) {
        Job<T> job = new Job<>(new CompletableFuture<>(), work);
        try {
            pool.execute(job);
        } catch (RejectedExecutionException e) {
            job.result.completeExceptionally(unavailable(e));
        }
        return job.result;
    }

    private ChatException unavailable(@Nullable RejectedExecutionException cause) {
        String detail = pool.isShutdown() ? "the server is shutting down" : "too many password checks in progress";
        return ChatException.unavailable(detail, cause);
    }

    private record Job<T>(CompletableFuture<T> result, Supplier<T> work) implements Runnable {
        @Override
        public void run() {
            if (result.isDone()) {
                return; // cancelled while it was queued
            }
            try {
                result.complete(work.get());
            } catch (RuntimeException | Error e) {
                FatalErrors.report(e);
                result.completeExceptionally(e);
            }
        }
    }

    static final class DaemonThreadFactory implements ThreadFactory {
        private final AtomicInteger count = new AtomicInteger();

        @Override
        public Thread newThread(Runnable work) {
            Thread thread = new Thread(work, "chatrooms-password-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        }
    }
}
