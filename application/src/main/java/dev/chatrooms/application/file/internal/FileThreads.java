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
    private final Duration limit;
    private final WorkerPool writing;
    private final WorkerPool inspecting;
    private final WorkerPool storing;
    private final WorkerPool opening;
    private final WorkerPool reading;
    private final TransferPlaces uploads;
    private final TransferPlaces downloads;

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
        this(workers, MAX_UPLOADS, MAX_DOWNLOADS, LIMIT);
    }

    /** @param limit of each step */
    FileThreads(Executor workers, int maxUploads, int maxDownloads, Duration limit) {
        this.workers = workers;
        this.limit = limit;
        this.writing = new WorkerPool(EACH, "chatrooms-upload", maxUploads);
        this.inspecting = new WorkerPool(EACH, "chatrooms-inspection", maxUploads);
        this.storing = new WorkerPool(EACH, "chatrooms-storing", maxUploads);
        this.opening = new WorkerPool(EACH, "chatrooms-opening", maxDownloads);
        this.reading = new WorkerPool(EACH, "chatrooms-download", maxDownloads);
        this.uploads = new TransferPlaces(maxUploads);
        this.downloads = new TransferPlaces(maxDownloads);
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
        return step(writing, limit);
    }

    Step inspecting() {
        return step(inspecting, limit);
    }

    /** Returns the step that puts so many bytes into the store. */
    Step storing(long bytes) {
        return step(storing, limit.plusSeconds(bytes / BYTES_PER_SECOND));
    }

    Step opening() {
        return step(opening, limit);
    }

    Step reading() {
        return step(reading, limit);
    }

    private static Step step(WorkerPool pool, Duration limit) {
        return new Step(WorkerPool.refusingAsUnavailable(pool), limit);
    }

    @Override
    public void close() {
        WorkerPool.closeAll(List.of(writing, inspecting, storing, opening, reading));
    }
}
