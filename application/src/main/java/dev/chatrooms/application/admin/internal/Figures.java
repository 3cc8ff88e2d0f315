package dev.chatrooms.application.admin.internal;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.internal.Store;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps the figures up to date with the log: now and then, and before an administrator reads them. */
public final class Figures {
    private static final Logger LOG = System.getLogger(Figures.class.getName());
    private static final int BATCH = 2000;
    /** The batches before a read. More than that are left to the background, and the figures lag behind. */
    private static final int BATCHES_BEFORE_READ = 5;

    private static final int TICKS_BETWEEN_RUNS = 5;

    private final Store store;
    private final Executor workers;
    private final AtomicBoolean running = new AtomicBoolean();
    private final AtomicInteger ticks = new AtomicInteger();

    public Figures(Store store, Executor workers) {
        this.store = store;
        this.workers = workers;
    }

    /** Reads on in the background every few calls. Called every second; never blocks. */
    public void tick() {
        if (ticks.incrementAndGet() % TICKS_BETWEEN_RUNS != 0 || !running.compareAndSet(false, true)) {
            return;
        }
        try {
            workers.execute(this::run);
        } catch (RejectedExecutionException e) {
            running.set(false);
        }
    }

    private void run() {
        try {
            catchUp();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "the figures could not be updated; will retry", e);
        } finally {
            running.set(false);
        }
    }

    /** Reads on as far as a few batches go. Figures that cannot be updated now stay as they are. Blocks. */
    void catchUp() {
        try {
            boolean more = true;
            for (int i = 0; i < BATCHES_BEFORE_READ && more; i++) {
                more = store.<Boolean>write(uow -> uow.statistics().readOn(BATCH));
            }
        } catch (ChatException e) {
            LOG.log(Level.DEBUG, "the figures cannot be updated now", e);
        }
    }
}
