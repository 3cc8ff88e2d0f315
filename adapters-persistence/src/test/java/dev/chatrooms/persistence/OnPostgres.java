package dev.chatrooms.persistence;

import dev.chatrooms.application.spi.Storage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** Gives each test class a database, which no other class uses at the same time, and each test an empty store in it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OnPostgres {
    final TestServer server = TestServer.shared();
    final String database = server.borrowDatabase();
    private final Ports ports = ports();

    /** Ports and their connections. */
    record Ports(PostgresPorts ports, Runnable closeConnections) implements AutoCloseable {
        @Override
        public void close() {
            ports.close();
            closeConnections.run();
        }
    }

    Ports ports() {
        return onHostPool();
    }

    final Ports onHostPool() {
        var pool = server.hostPool(database);
        return new Ports(PostgresPorts.of(pool), pool::close);
    }

    final Ports onOwnPool() {
        var pool = server.ownPool(database);
        return new Ports(PostgresPorts.of(pool), pool::close);
    }

    public Storage storage() {
        return ports.ports().storage();
    }

    @BeforeEach
    void empty() {
        server.empty(database);
    }

    @AfterAll
    void close() {
        ports.close();
        server.returnDatabase(database);
    }
}
