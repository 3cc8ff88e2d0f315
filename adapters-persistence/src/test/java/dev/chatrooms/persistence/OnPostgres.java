package dev.chatrooms.persistence;

import dev.chatrooms.application.spi.Storage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** Gives each test class a database and each test an empty store in it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OnPostgres {
    final TestServer server = TestServer.shared();
    final String database = server.aMigratedDatabase();
    private final Ports ports = ports();

    /** Ports with the connections that they are on. */
    record Ports(PostgresPorts ports, Runnable closeConnections) implements AutoCloseable {
        @Override
        public void close() {
            ports.close();
            closeConnections.run();
        }
    }

    Ports ports() {
        return onAHostsPool();
    }

    final Ports onAHostsPool() {
        var pool = server.aHostsPool(database);
        return new Ports(PostgresPorts.of(pool), pool::close);
    }

    final Ports onOurPool() {
        var pool = server.aPoolOfOurs(database);
        return new Ports(PostgresPorts.of(pool), pool::close);
    }

    public Storage storage() {
        return ports.ports().storage();
    }

    @BeforeEach
    void empty() {
        server.execute(database, """
                truncate account, session, room, membership, ban, message, event, contact, block, account_search;
                update log_head set position = 0
                """);
    }

    @AfterAll
    void close() {
        ports.close();
    }
}
