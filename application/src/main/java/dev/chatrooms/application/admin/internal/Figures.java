package dev.chatrooms.application.admin.internal;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.internal.PeriodicTask;
import dev.chatrooms.application.internal.Store;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executor;

/** Keeps the figures up to date with the log: now and then, and before an administrator reads them. */
public final class Figures {
    private static final Logger LOG = System.getLogger(Figures.class.getName());
    private static final int BATCH = 2000;
    /** The batches before a read. More than that are left to the background, and the figures lag behind. */
    private static final int BATCHES_BEFORE_READ = 5;

    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final Store store;
    private final PeriodicTask task;

    public Figures(Store store, InstantSource clock, Executor workers) {
        this.store = store;
        this.task = PeriodicTask.blocking("the update of the figures", clock, INTERVAL, workers, this::catchUp);
    }

    /** Reads on in the background now and then. Called every second; never blocks. */
    public void tick() {
        task.tick();
    }

    /**
     * Reads on as far as a few batches go. Figures that cannot be updated now stay as they are. Blocks.
     *
     * @return whether there is more to read
     */
    boolean catchUp() {
        boolean more = true;
        try {
            for (int i = 0; i < BATCHES_BEFORE_READ && more; i++) {
                more = store.<Boolean>write(uow -> uow.statistics().readOn(BATCH));
            }
            return more;
        } catch (ChatException e) {
            LOG.log(Level.DEBUG, "the figures cannot be updated now", e);
            return false;
        }
    }
}
