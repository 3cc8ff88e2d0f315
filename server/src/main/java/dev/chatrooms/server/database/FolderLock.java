package dev.chatrooms.server.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * An exclusive lock of a JVM in a data folder. It is a lock on a file, which the operating system releases however the
 * JVM ends.
 */
final class FolderLock implements AutoCloseable {

    /** Held by the process that runs the database. */
    private static final String DATABASE = "lock";
    /** Held by a command while it takes the other lock, and while it runs the database. */
    private static final String COMMAND = "lock.command";

    /**
     * The files that this JVM holds, checked before the file is opened. Opening and closing a lock file a second time
     * in the same process would release the first holder's lock under POSIX.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private FolderLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Takes the lock of the database without waiting.
     *
     * @throws EmbeddedDatabaseException if the folder is in use
     */
    static FolderLock take(Path folder) throws IOException {
        FolderLock lock = tryTake(folder);
        if (lock == null) {
            throw new EmbeddedDatabaseException("The data folder " + folder.toRealPath()
                    + " is in use by another Chatrooms process. Stop that process first.");
        }
        return lock;
    }

    /** Takes the lock of the database without waiting. Returns null if the folder is in use. */
    static @Nullable FolderLock tryTake(Path folder) throws IOException {
        return tryLock(folder.toRealPath().resolve(DATABASE));
    }

    /** Takes the lock of commands without waiting. Returns null if another command has it. */
    static @Nullable FolderLock tryTakeForCommand(Path folder) throws IOException {
        return tryLock(folder.toRealPath().resolve(COMMAND));
    }

    private static @Nullable FolderLock tryLock(Path file) throws IOException {
        if (!HELD.add(file)) {
            return null;
        }
        @Nullable FileChannel channel = null;
        boolean locked = false;
        try {
            channel = PrivateFiles.open(file);
            locked = channel.tryLock() != null;
            return locked ? new FolderLock(file, channel) : null;
        } finally {
            if (!locked) {
                if (channel != null) {
                    channel.close();
                }
                HELD.remove(file);
            }
        }
    }

    /** Releases the lock. The file remains, because deleting it would allow two holders at once. */
    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            HELD.remove(file);
        }
    }
}
