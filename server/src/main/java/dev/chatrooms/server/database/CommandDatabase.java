package dev.chatrooms.server.database;

import dev.chatrooms.server.configuration.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The embedded database for a command. If a server runs in the data folder, this is its database; otherwise the
 * database is started until this object is closed. Commands that start it themselves run one after the other, so that
 * none stops the database of another.
 */
public final class CommandDatabase implements AutoCloseable {
    /** The first start of a server takes seconds, one after a crash up to minutes. */
    private static final Duration WAIT = Duration.ofMinutes(2);

    private static final long PAUSE_MILLIS = 50;

    private final String url;
    private final Secret password;
    /** Null if the database belongs to a server. */
    private final @Nullable EmbeddedDatabase own;

    private final @Nullable FolderLock commandLock;

    private CommandDatabase(
            String url, Secret password, @Nullable EmbeddedDatabase own, @Nullable FolderLock commandLock) {
        this.url = url;
        this.password = password;
        this.own = own;
        this.commandLock = commandLock;
    }

    /**
     * Connects to the running database of a data folder, or starts it. Waits while a server starts or stops, or while
     * another command runs the database.
     *
     * @throws EmbeddedDatabaseException as {@link EmbeddedDatabase#start}, and if the wait takes too long
     */
    public static CommandDatabase open(Path dataFolder) {
        return open(dataFolder, WAIT);
    }

    static CommandDatabase open(Path dataFolder, Duration wait) {
        try {
            Path folder = EmbeddedDatabase.prepare(dataFolder);
            long deadline = System.nanoTime() + wait.toNanos();
            while (true) {
                Optional<CommandDatabase> database = tryOpen(folder);
                if (database.isPresent()) {
                    return database.get();
                }
                if (System.nanoTime() - deadline > 0) {
                    throw new EmbeddedDatabaseException("The data folder " + folder
                            + " is in use by another Chatrooms process whose database does not accept connections.");
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (IOException failure) {
            throw EmbeddedDatabase.unusable(dataFolder, failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new EmbeddedDatabaseException("The wait for the data folder " + dataFolder + " was interrupted.");
        }
    }

    private static Optional<CommandDatabase> tryOpen(Path folder) throws IOException {
        FolderLock command = FolderLock.tryTakeForCommand(folder);
        if (command == null) {
            return Optional.empty();
        }
        boolean kept = false;
        try {
            FolderLock lock = FolderLock.tryTake(folder);
            if (lock == null) {
                return ofServer(folder);
            }
            EmbeddedDatabase own = EmbeddedDatabase.start(folder, lock, Shutdown.Timeouts.DEFAULTS);
            kept = true;
            return Optional.of(new CommandDatabase(own.jdbcUrl(), own.password(), own, command));
        } finally {
            if (!kept) {
                command.close();
            }
        }
    }

    /** Returns the database of the server that holds the folder; empty while it starts or stops. */
    private static Optional<CommandDatabase> ofServer(Path folder) throws IOException {
        OptionalInt port = new PidFile(Cluster.folderIn(folder)).readyPort();
        return port.isEmpty()
                ? Optional.empty()
                : Optional.of(new CommandDatabase(
                        PostgresLauncher.url(port.getAsInt()), Cluster.passwordIn(folder), null, null));
    }

    /** Returns whether this object has started the database, so that no server uses it. */
    public boolean isOwn() {
        return own != null;
    }

    /** Returns the URL without user and password. */
    public String jdbcUrl() {
        return url;
    }

    public String user() {
        return Cluster.USER;
    }

    public Secret password() {
        return password;
    }

    /** Stops the database if this object has started it. May be called again. */
    @Override
    public void close() {
        if (own == null || commandLock == null) {
            return;
        }
        own.close();
        try {
            commandLock.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
