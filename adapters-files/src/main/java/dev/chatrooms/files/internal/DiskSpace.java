package dev.chatrooms.files.internal;

import dev.chatrooms.application.spi.StoreFull;
import dev.chatrooms.application.spi.StoreUnavailable;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The free space of a folder's disk. Uploads leave some of it free: the database may be on the same disk, and stops
 * when it is full.
 */
public final class DiskSpace {
    private static final long MAX_RESERVE = 128L * 1024 * 1024;
    private static final int RESERVE_SHARE = 20;

    /** Below this, a failed write is due to the lack of space, whatever its message says. */
    private static final long NONE = 64L * 1024;

    private static final List<String> FULL = List.of("no space left", "quota exceeded");

    private final Path folder;

    public DiskSpace(Path folder) {
        this.folder = folder;
    }

    /** Throws {@link StoreFull} if only the reserve is left. */
    public void require() {
        try {
            FileStore disk = Files.getFileStore(folder);
            if (disk.getUsableSpace() < Math.min(MAX_RESERVE, disk.getTotalSpace() / RESERVE_SHARE)) {
                throw new StoreFull(null);
            }
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** Returns the failure of the port for a failed access that was not a write. */
    public StoreUnavailable failure(IOException cause) {
        return failure(cause, 0);
    }

    /** Returns the failure of the port for a failed write of this many bytes. */
    StoreUnavailable failure(IOException cause, long bytes) {
        String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        return FULL.stream().anyMatch(message::contains) || !has(Math.max(NONE, bytes))
                ? new StoreFull(cause)
                : new StoreUnavailable("the file store cannot be used", cause);
    }

    private boolean has(long bytes) {
        try {
            return Files.getFileStore(folder).getUsableSpace() >= bytes;
        } catch (IOException e) {
            // The disk is not full but gone.
            return true;
        }
    }
}
