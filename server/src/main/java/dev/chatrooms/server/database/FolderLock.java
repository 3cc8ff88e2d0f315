package dev.chatrooms.server.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The exclusive lock of a JVM on a data folder: a lock on its file {@code lock}, which the operating system releases
 * however the JVM ends.
 */
final class FolderLock implements AutoCloseable {

    /**
     * The folders that this JVM holds, checked before the file is opened. Opening and closing a lock file a second time
     * in the same process would release the first holder's lock under POSIX.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel channel;

    private FolderLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /**
     * Takes the lock without waiting.
     *
     * @throws EmbeddedDatabaseException if the folder is in use
     */
    static FolderLock take(Path folder) throws IOException {
        Path real = folder.toRealPath();
        if (!HELD.add(real)) {
            throw inUse(real);
        }
        FileChannel channel = null;
        try {
            channel = PrivateFiles.open(real.resolve("lock"));
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw inUse(real);
            }
            return new FolderLock(real, channel);
        } catch (IOException | RuntimeException failure) {
            if (channel != null) {
                channel.close();
            }
            HELD.remove(real);
            throw failure;
        }
    }

    private static EmbeddedDatabaseException inUse(Path folder) {
        return new EmbeddedDatabaseException(
                "The data folder " + folder + " is in use by another Chatrooms process. Stop that process first.");
    }

    /** Releases the folder. The file remains, because deleting it would allow two holders at once. */
    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            HELD.remove(folder);
        }
    }
}
