package dev.chatrooms.application.file.internal;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.file.FileIntegrity;
import dev.chatrooms.application.internal.Store;
import dev.chatrooms.application.spi.FileStore;
import dev.chatrooms.application.spi.StoreUnavailable;
import java.time.InstantSource;

/** {@link FileIntegrity} over the file store and the database. */
public final class FileIntegrityUseCases implements FileIntegrity {
    private final Store store;
    private final FileStore files;
    private final InstantSource clock;

    public FileIntegrityUseCases(Store store, FileStore files, InstantSource clock) {
        this.store = store;
        this.files = files;
        this.clock = clock;
    }

    @Override
    public Result check(Request request, Listener listener) {
        try {
            Result result = new IntegrityCheck(store, files, request, listener).run();
            if (request.repair()) {
                // Also what was due before, such as parts of interrupted uploads.
                new FileCollector(store, files, clock).collectInTurn();
            }
            return result;
        } catch (StoreUnavailable e) {
            throw ChatException.unavailable("the file store cannot be reached", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ChatException.unavailable("the check was interrupted", e);
        }
    }
}
