package dev.chatrooms.server.database;

import dev.chatrooms.server.configuration.Secret;
import java.io.IOException;
import java.util.function.BooleanSupplier;

/** Starts the server on a fixed port, for the first time or again. */
final class PostgresLauncher implements Supervisor.Starter {

    private final PostgresBinaries binaries;
    private final Cluster cluster;
    private final int port;
    private final Secret password;
    private final Shutdown shutdown;
    private final OrphanCleanup orphans;

    PostgresLauncher(PostgresBinaries binaries, Cluster cluster, int port, Secret password, Shutdown shutdown) {
        this.binaries = binaries;
        this.cluster = cluster;
        this.port = port;
        this.password = password;
        this.shutdown = shutdown;
        this.orphans = new OrphanCleanup(cluster, shutdown);
    }

    String url() {
        return url(port);
    }

    static String url(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    int port() {
        return port;
    }

    Secret password() {
        return password;
    }

    /** Returns a server that accepts connections and has durable settings. Leaves no process behind if that fails. */
    @Override
    public PostgresServer start(BooleanSupplier cancelled) throws IOException {
        orphans.clear();
        PostgresServer server = PostgresServer.start(binaries, cluster.folder(), port, shutdown, cancelled);
        boolean durable = false;
        try {
            DurabilityCheck.verify(url(), password, cluster.folder());
            durable = true;
            return server;
        } finally {
            if (!durable) {
                server.stop(shutdown);
            }
        }
    }

    /** Returns a supervisor that restarts the server whenever it dies. */
    Supervisor supervise(PostgresServer server) {
        return new Supervisor(server, this, shutdown);
    }
}
