package dev.chatrooms.server;

import dev.chatrooms.application.spi.FileStore;
import dev.chatrooms.application.spi.StoreUnavailable;
import dev.chatrooms.files.disk.DiskFileStore;
import dev.chatrooms.files.s3.S3FileStore;
import dev.chatrooms.server.configuration.Configuration;
import dev.chatrooms.server.configuration.Configuration.Bucket;
import dev.chatrooms.server.configuration.UnusableFolder;
import dev.chatrooms.server.configuration.Variable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Opens the configured file store: the bucket if there is one, else the folder. */
final class FileStores {
    private FileStores() {}

    /**
     * Opens the file store.
     *
     * @throws IllegalStateException if its folder cannot be used; the message is one sentence
     */
    static FileStore open(Configuration.Files files, Closer closer) {
        try {
            return files.bucket()
                    .<FileStore>map(bucket -> closer.add(S3FileStore.open(bucket.url(), keys(bucket), files.folder())))
                    .orElseGet(() -> DiskFileStore.open(files.folder()));
        } catch (StoreUnavailable e) {
            if (e.getCause() instanceof IOException cause) {
                throw new IllegalStateException(
                        UnusableFolder.sentence("folder for files", files.folder(), Variable.FILES_DIR, cause), e);
            }
            throw e;
        }
    }

    /** Returns null if the environment has the keys. The configuration has both or none. */
    private static S3FileStore.@Nullable Keys keys(Bucket bucket) {
        return bucket.accessKey().isPresent() && bucket.secretKey().isPresent()
                ? new S3FileStore.Keys(
                        bucket.accessKey().get().reveal(),
                        bucket.secretKey().get().reveal())
                : null;
    }
}
