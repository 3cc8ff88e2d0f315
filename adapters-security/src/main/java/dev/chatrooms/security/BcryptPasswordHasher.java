package dev.chatrooms.security;

import dev.chatrooms.application.common.ChatException;
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
 * bcrypt on a few threads of its own. Every call waits in one bounded queue; when that is full, or after closing, its
 * future fails at once with {@code unavailable}. What is chained to a future without an executor runs on these threads:
 * it should be short.
 */
public final class BcryptPasswordHasher implements PasswordHasher, AutoCloseable {
    private static final int MIN_COST = 10;
    private static final int MAX_COST = 16;
    private static final int QUEUED_PER_THREAD = 64;
    private static final long CLOSE_SECONDS = 10;

    private final BcryptText bcrypt;
    private final ThreadPoolExecutor pool;

    /** Half the processors' worth of threads: a flood of logins leaves the other half to the chat. */
    public BcryptPasswordHasher(int cost) {
        this(cost, Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
    }

    private BcryptPasswordHasher(int cost, int threads) {
        this(cost, threads, threads * QUEUED_PER_THREAD);
    }

    /**
     * @param cost of new hashes, 10 to 16: each step doubles the time; others' still verify
     * @param threads how many hashes are computed at the same time
     * @param queued how many calls wait at most
     */
    public BcryptPasswordHasher(int cost, int threads, int queued) {
        this(cost, threads, queued, new NamedDaemons());
    }

    BcryptPasswordHasher(int cost, int threads, int queued, ThreadFactory factory) {
        if (cost < MIN_COST || cost > MAX_COST) {
            throw new IllegalArgumentException(
                    "the bcrypt cost must be " + MIN_COST + " to " + MAX_COST + ", was " + cost);
        }
        this.bcrypt = new BcryptText(cost);
        this.pool = new ThreadPoolExecutor(
                threads, threads, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(queued), factory);
    }

    @Override
    public CompletableFuture<PasswordHash> hash(Password password) {
        return submit(() -> bcrypt.hash(password));
    }

    @Override
    public CompletableFuture<Boolean> verify(Password password, @Nullable PasswordHash hash) {
        return submit(() -> bcrypt.verify(password, hash));
    }

    /** How many hashes were computed so far, for whichever reason. */
    public long computations() {
        return bcrypt.computations();
    }

    /** How many hashes are being computed just now. */
    public int active() {
        return pool.getActiveCount();
    }

    /** How many calls wait for a thread. */
    public int queued() {
        return pool.getQueue().size();
    }

    /** Lets the hashes that are being computed finish and fails those that wait. */
    @Override
    public void close() {
        pool.shutdown();
        List<Runnable> waiting = new ArrayList<>();
        pool.getQueue().drainTo(waiting);
        for (Runnable job : waiting) {
            ((Job<?>) job).result.completeExceptionally(refused(null));
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
            job.result.completeExceptionally(refused(e));
        }
        return job.result;
    }

    private ChatException refused(@Nullable RejectedExecutionException cause) {
        String why =
                pool.isShutdown() ? "the system is stopping" : "too many passwords are being checked at the moment";
        return ChatException.unavailable(why, cause);
    }

    private record Job<T>(CompletableFuture<T> result, Supplier<T> work) implements Runnable {
        @Override
        public void run() {
            if (result.isDone()) {
                return; // cancelled while it waited
            }
            try {
                result.complete(work.get());
            } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
            }
        }
    }

    static final class NamedDaemons implements ThreadFactory {
        private final AtomicInteger count = new AtomicInteger();

        @Override
        public Thread newThread(Runnable work) {
            Thread thread = new Thread(work, "chatrooms-password-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        }
    }
}
