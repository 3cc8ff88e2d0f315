package dev.chatrooms.bootstrap.database;

import dev.chatrooms.bootstrap.configuration.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A durable PostgreSQL in a data folder, for as long as this is open.
 *
 * <p>It listens on the loopback address alone, and only for who knows the password. Should its process die, it comes
 * back at the same address, so {@link #jdbcUrl()} never changes. A JVM that is killed leaves the server running; the
 * next start on the folder stops it in order and loses nothing. Whoever opens this closes it, before the JVM ends;
 * there is no shutdown hook.
 */
public final class EmbeddedDatabase implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);
    private static final int PORT_TRIES = 5;

    private final FolderLock lock;
    private final Launch launch;
    private final Supervisor supervisor;
    private boolean closed;

    private EmbeddedDatabase(FolderLock lock, Launch launch, PostgresServer server) {
        this.lock = lock;
        this.launch = launch;
        this.supervisor = launch.supervise(server);
    }

    /**
     * Starts the database of this folder, which is made if need be. Takes some seconds the first time and half of one
     * after that, longer after a crash, and at most some minutes.
     *
     * @throws EmbeddedDatabaseException if the folder is in use, if it was made by another version of PostgreSQL, if
     *     the server does not start, or if it would not be durable
     */
    public static EmbeddedDatabase start(Path dataFolder) {
        try {
            PrivateFiles.createFolder(dataFolder);
            FolderLock lock = FolderLock.take(dataFolder);
            boolean started = false;
            try {
                EmbeddedDatabase database = start(dataFolder.toRealPath(), lock);
                started = true;
                return database;
            } finally {
                if (!started) {
                    lock.close();
                }
            }
        } catch (IOException failure) {
            throw new EmbeddedDatabaseException(
                    "The data folder " + dataFolder + " cannot be used: " + failure + ".", failure);
        }
    }

    private static EmbeddedDatabase start(Path folder, FolderLock lock) throws IOException {
        PostgresBinaries binaries = PostgresBinaries.in(folder.resolve("postgres-binaries"));
        Cluster cluster = new Cluster(binaries, folder);
        cluster.prepare();
        new OrphanCleanup(cluster, new Shutdown(binaries)).clear();
        binaries.deleteOthers();
        Secret password = cluster.openForOwner();
        for (int tries = 1; ; tries++) {
            Launch launch = new Launch(binaries, cluster, freePort(), password);
            try {
                PostgresServer server = launch.start(() -> false);
                LOG.info("PostgreSQL runs in {} (process {})", cluster.folder(), server.pid());
                return new EmbeddedDatabase(lock, launch, server);
            } catch (EmbeddedDatabaseException failure) {
                if (tries == PORT_TRIES || isFree(launch.port())) {
                    throw failure;
                }
                LOG.debug("Somebody was faster to take port {}", launch.port());
            }
        }
    }

    /** Where to connect; the same for as long as this is open. It carries no user or password. */
    public String jdbcUrl() {
        return launch.url();
    }

    public String user() {
        return Cluster.USER;
    }

    public Secret password() {
        return launch.password();
    }

    /** Stops the server in order, waits for that, and releases the folder. May be called again. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
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

    /** Not the JDK's own idea of it, which may be that of IPv6. */
    private static InetAddress loopback() throws UnknownHostException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    }
}
