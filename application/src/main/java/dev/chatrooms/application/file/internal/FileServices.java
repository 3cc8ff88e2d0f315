package dev.chatrooms.application.file.internal;

import dev.chatrooms.application.commit.internal.Transactor;
import dev.chatrooms.application.configuration.internal.LiveConfiguration;
import dev.chatrooms.application.file.FileSharing;
import dev.chatrooms.application.internal.RateLimits;
import dev.chatrooms.application.spi.FileStore;
import dev.chatrooms.application.spi.IdGenerator;
import dev.chatrooms.application.spi.MediaInspector;

/** The use cases of files, wired together. */
public record FileServices(FileSharing sharing) {
    /**
     * Builds the use cases.
     *
     * @param released called when contents may have been released
     */
    public static FileServices create(
            Transactor transactor,
            RateLimits rateLimits,
            IdGenerator ids,
            FileStore store,
            MediaInspector inspector,
            LiveConfiguration configuration,
            FileThreads threads,
            Runnable released) {
        FileLimits limits = new FileLimits(configuration);
        return new FileServices(
                new FileSharingUseCases(transactor, rateLimits, ids, store, inspector, limits, threads, released));
    }
}
