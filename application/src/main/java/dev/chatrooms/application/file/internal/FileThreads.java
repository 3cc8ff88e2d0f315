package dev.chatrooms.application.file.internal;

import dev.chatrooms.application.internal.WorkerPool;
import java.util.concurrent.Executor;

/**
 * The threads that serve files. Those that block on the file store are apart from the workers, so that a slow store
 * does not hold up the chat, and apart from each other: finding out what an upload is takes longer than reading.
 */
public final class FileThreads implements AutoCloseable {
    private static final int EACH = 4;

    private final Executor workers;
    private final WorkerPool uploads = new WorkerPool(EACH, "chatrooms-upload");
    private final WorkerPool downloads = new WorkerPool(EACH, "chatrooms-download");

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

    Executor uploads() {
        return WorkerPool.refusingAsUnavailable(uploads);
    }

    Executor downloads() {
        return WorkerPool.refusingAsUnavailable(downloads);
    }

    @Override
    public void close() {
        uploads.close();
        downloads.close();
    }
}
