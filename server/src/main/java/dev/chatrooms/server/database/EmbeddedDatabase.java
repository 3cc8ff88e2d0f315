package dev.chatrooms.server.database;

import dev.chatrooms.server.configuration.PathLocale;
import dev.chatrooms.server.configuration.Secret;
import dev.chatrooms.server.configuration.UnusableFolder;
import dev.chatrooms.server.configuration.Variable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A durable PostgreSQL server in a data folder that runs until this object is closed.
 *
 * <p>The server listens on the loopback address only and requires a password. If its process dies, it is restarted at
 * the same address, so {@link #jdbcUrl()} never changes. A killed JVM leaves the server running; the next start on the
 * folder stops it in order and loses nothing. If the JVM exits in order, a shutdown hook stops the server, from its
 * start until this object is closed or {@link #leaveExitToOwner()} is called.
 */
public final class EmbeddedDatabase implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);
    private static final int PORT_ATTEMPTS = 5;

    private final FolderLock lock;
    private final ExitGuard guard;
    private final PostgresLauncher launcher;
    private final Supervisor supervisor;
    private boolean closed;

    private EmbeddedDatabase(FolderLock lock, ExitGuard guard, PostgresLauncher launcher, PostgresServer server) {
        this.lock = lock;
        this.guard = guard;
        this.launcher = launcher;
        this.supervisor = launcher.supervise(server);
    }

    /** Returns whether a data folder has a database, which {@link #start} would not create. */
    public static boolean exists(Path dataFolder) {
        return Files.exists(Cluster.folderIn(dataFolder));
    }

    /**
     * Starts the database in a folder and creates it if necessary. The first start takes a few seconds, later ones half
     * a second, and one after a crash up to a few minutes.
     *
     * @throws EmbeddedDatabaseException if the folder is in use or belongs to another user, if another version of
     *     PostgreSQL created the database, if the server does not start, or if its settings are not durable
     */
    public static EmbeddedDatabase start(Path dataFolder) {
        return start(dataFolder, Shutdown.Timeouts.DEFAULTS);
    }

    static EmbeddedDatabase start(Path dataFolder, Shutdown.Timeouts timeouts) {
        try {
            Path folder = prepare(dataFolder);
            return start(folder, FolderLock.take(folder), timeouts);
        } catch (IOException failure) {
            throw unusable(dataFolder, failure);
        }
    }

    /** Creates the data folder if it does not exist, and returns its real path. */
    static Path prepare(Path dataFolder) throws IOException {
        checkLocale(dataFolder, dataFolder);
        OptionalInt user = ProcessUser.current().id();
        if (user.isPresent()) {
            FolderAccess.checkOwner(dataFolder, user.getAsInt());
        }
        PrivateFiles.createFolder(dataFolder);
        Path folder = dataFolder.toRealPath();
        checkLocale(folder, dataFolder);
        return folder;
    }

    static EmbeddedDatabaseException unusable(Path dataFolder, IOException failure) {
        return new EmbeddedDatabaseException(
                UnusableFolder.sentence("data folder", dataFolder, Variable.DATA_DIR, failure), failure);
    }

    /** Refuses a path, given or resolved, that PostgreSQL would receive with other characters. */
    private static void checkLocale(Path path, Path dataFolder) {
        PathLocale locale = PathLocale.current();
        if (!locale.supports(path)) {
            throw new EmbeddedDatabaseException(
                    "The path of the data folder " + dataFolder + " " + locale.problem() + ".");
        }
    }

    /** Starts the database in a prepared folder. Takes ownership of the folder's lock. */
    static EmbeddedDatabase start(Path folder, FolderLock lock, Shutdown.Timeouts timeouts) throws IOException {
        @Nullable ExitGuard guard = null;
        boolean started = false;
        try {
            guard = ExitGuard.register();
            EmbeddedDatabase database = start(folder, lock, guard, timeouts);
            guard.started(database);
            started = true;
            return database;
        } finally {
            if (!started) {
                lock.close();
                if (guard != null) {
                    guard.failed();
                }
            }
        }
    }

    private static EmbeddedDatabase start(Path folder, FolderLock lock, ExitGuard guard, Shutdown.Timeouts timeouts)
            throws IOException {
        PostgresBinaries binaries = PostgresBinaries.in(folder.resolve("postgres-binaries"));
        Cluster cluster = new Cluster(binaries, folder);
        cluster.prepare();
        FolderAccess.narrow(cluster.folder());
        Shutdown shutdown = new Shutdown(binaries, timeouts);
        new OrphanCleanup(cluster, shutdown).clear();
        binaries.deleteOtherVersions();
        Secret password = cluster.secureAccess();
        for (int attempt = 1; ; attempt++) {
            PostgresLauncher launcher = new PostgresLauncher(binaries, cluster, freePort(), password, shutdown);
            try {
                PostgresServer server = launcher.start(guard::isExiting);
                LOG.info("PostgreSQL is running in {} (process {})", cluster.folder(), server.pid());
                return new EmbeddedDatabase(lock, guard, launcher, server);
            } catch (EmbeddedDatabaseException failure) {
                if (attempt == PORT_ATTEMPTS || isFree(launcher.port())) {
                    throw failure;
                }
                LOG.debug("Another process has taken port {}", launcher.port());
            }
        }
    }

    /** Returns the URL without user and password. It does not change while this object is open. */
    public String jdbcUrl() {
        return launcher.url();
    }

    public String user() {
        return Cluster.USER;
    }

    public Secret password() {
        return launcher.password();
    }

    /**
     * Removes the shutdown hook. The caller closes this object when the JVM exits, for example after it has closed what
     * uses the database. Has no effect while the JVM exits.
     */
    public void leaveExitToOwner() {
        guard.release();
    }

    /** Stops the server in order, waits until it has stopped, and releases the folder. May be called again. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        guard.release();
        supervisor.close();
        try {
            lock.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, loopback())) {
            return socket.getLocalPort();
        }
    }

    private static boolean isFree(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(loopback(), port));
            return true;
        } catch (BindException taken) {
            return false;
        }
    }

    /** Returns 127.0.0.1. The JDK's loopback address may be the IPv6 one. */
    private static InetAddress loopback() throws UnknownHostException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    }
}
