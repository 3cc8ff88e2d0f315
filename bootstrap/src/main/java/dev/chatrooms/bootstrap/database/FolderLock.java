package dev.chatrooms.bootstrap.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The right of one JVM to use a data folder: a lock on the file {@code lock} in it, which the operating system takes
 * back however this JVM ends.
 */
final class FolderLock implements AutoCloseable {

    /**
     * The folders of this JVM, asked first. To open a lock file for a second time here would not only fail: on closing
     * it again, POSIX drops the lock that the first holder has on it.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel channel;

    private FolderLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /**
     * Takes the lock; never waits.
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
                "The data folder " + folder + " is in use by another Chatrooms; stop that one first.");
    }

    /** Releases the folder; the file stays, as deleting it would let two holders in. */
    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            HELD.remove(folder);
        }
    }
}
