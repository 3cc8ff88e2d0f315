package dev.chatrooms.application.file.internal;

import dev.chatrooms.application.internal.WorkerPool;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * The threads that serve files. Those that block on the file store are apart from the workers, so that a slow store
 * does not hold up the chat. Each step of a transfer has threads and a time limit of its own, so that one that takes
 * long does not hold up the others: finding out what an upload is takes longer than to write it, and an object store
 * takes longer than a disk.
 *
 * <p>A transfer has one task at a time. The number of transfers bounds the queues.
 */
public final class FileThreads implements AutoCloseable {
    private static final int EACH = 4;
    private static final int MAX_UPLOADS = 2000;
    private static final int MAX_DOWNLOADS = 4000;
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final long BYTES_PER_SECOND = 1024L * 1024;

    private final Executor workers;
    private final WorkerPool writing = new WorkerPool(EACH, "chatrooms-upload", MAX_UPLOADS);
    private final WorkerPool inspecting = new WorkerPool(EACH, "chatrooms-inspection", MAX_UPLOADS);
    private final WorkerPool storing = new WorkerPool(EACH, "chatrooms-storing", MAX_UPLOADS);
    private final WorkerPool opening = new WorkerPool(EACH, "chatrooms-opening", MAX_DOWNLOADS);
    private final WorkerPool reading = new WorkerPool(EACH, "chatrooms-download", MAX_DOWNLOADS);
    private final TransferPlaces uploads = new TransferPlaces(MAX_UPLOADS);
    private final TransferPlaces downloads = new TransferPlaces(MAX_DOWNLOADS);

    /**
     * A step of a transfer.
     *
     * @param limit the time within which it ends, including the wait for a thread
     */
    record Step(Executor threads, Duration limit) {}

    /**
     * Creates the threads, which start with the first tasks.
     *
     * @param workers run the transactions
     */
    public FileThreads(Executor workers) {
        this.workers = workers;
    }

    Executor workers() {
        return workers;
    }

    TransferPlaces uploads() {
        return uploads;
    }

    TransferPlaces downloads() {
        return downloads;
    }

    Step writing() {
        return step(writing, LIMIT);
    }

    Step inspecting() {
        return step(inspecting, LIMIT);
    }

    /** Returns the step that puts so many bytes into the store. */
    Step storing(long bytes) {
        return step(storing, LIMIT.plusSeconds(bytes / BYTES_PER_SECOND));
    }

    Step opening() {
        return step(opening, LIMIT);
    }

    Step reading() {
        return step(reading, LIMIT);
    }

    private static Step step(WorkerPool pool, Duration limit) {
        return new Step(WorkerPool.refusingAsUnavailable(pool), limit);
    }

    @Override
    public void close() {
        WorkerPool.closeAll(List.of(writing, inspecting, storing, opening, reading));
    }
}
