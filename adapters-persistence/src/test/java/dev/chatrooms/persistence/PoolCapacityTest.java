package dev.chatrooms.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.chatrooms.application.Chat;
import dev.chatrooms.application.ChatBuilder;
import dev.chatrooms.application.memory.MemoryEventBus;
import dev.chatrooms.application.memory.MemoryPasswordHasher;
import dev.chatrooms.application.memory.MemoryTokenIssuer;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A chat on pools of a host with different sizes. */
class PoolCapacityTest {
    private final TestServer server = TestServer.shared();
    private final String database = server.borrowDatabase();

    @AfterEach
    void returnDatabase() {
        server.returnDatabase(database);
    }

    private HikariDataSource aPoolOf(int connections) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(server.url(database));
        pool.setMaximumPoolSize(connections);
        return pool;
    }

    private static ChatBuilder chatOn(PostgresPorts ports) {
        return Chat.builder(ports.storage())
                .passwordHasher(new MemoryPasswordHasher())
                .tokenIssuer(new MemoryTokenIssuer());
    }

    @Test
    void chatShouldStartOnTheSmallestPool() {
        try (HikariDataSource pool = aPoolOf(5);
                PostgresPorts ports = PostgresPorts.of(pool);
                Chat chat = chatOn(ports).build()) {
            assertThat(chat.activity()).isNotNull();
        }
    }

    @ParameterizedTest
    @CsvSource({"4, 0, 5", "1, 0, 5", "10, 7, 11"})
    void chatShouldRefuseASmallerPoolWithTheNumbers(int connections, int workers, int needed) {
        try (HikariDataSource pool = aPoolOf(connections);
                PostgresPorts ports = PostgresPorts.of(pool)) {
            ChatBuilder chat = chatOn(ports).workerThreads(workers);

            assertThatThrownBy(chat::build)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("The chat needs at least " + needed
                            + " connections at the same time, but the DataSource provides " + connections
                            + ": enlarge its pool, or use fewer worker threads.");
        }
    }

    @Test
    void chatShouldRefuseAnotherPoolThatBlocksAtItsLimit() {
        Semaphore free = new Semaphore(3);
        DataSource blocking = limited(free, new AtomicInteger());
        PostgresPorts ports = PostgresPorts.of(blocking, new MemoryEventBus());

        assertThat(new PoolCapacity(blocking, 0).reserve(3, 3)).isEqualTo(3);
        assertThatThrownBy(() -> chatOn(ports).workerThreads(2).build())
                .hasMessageContaining("at least 4 connections")
                .hasMessageContaining("provides 3");
        assertThatThrownBy(() -> new PoolCapacity(blocking, 2).reserve(3, 18)).hasMessageContaining("at least 5");
    }

    @Test
    void connectionsOfAnotherSourceShouldBeReturned() {
        AtomicInteger taken = new AtomicInteger();
        Semaphore free = new Semaphore(100);
        DataSource source = limited(free, taken);

        assertThat(new PoolCapacity(source, 2).reserve(3, 18)).isEqualTo(18);
        assertThat(taken).hasValue(20);
        assertThat(free.availablePermits()).isEqualTo(100);
    }

    /** Returns a source that provides as many connections as there are permits, and waits for further ones. */
    private DataSource limited(Semaphore free, AtomicInteger taken) {
        PGSimpleDataSource source = new PGSimpleDataSource() {
            private static final long serialVersionUID = 1L;

            @Override
            public Connection getConnection() throws SQLException {
                free.acquireUninterruptibly();
                taken.incrementAndGet();
                return new ReturningConnection(super.getConnection(), free).proxy();
            }
        };
        source.setUrl(server.url(database));
        return source;
    }

    /** Gives the permit back when the connection is closed. */
    private record ReturningConnection(Connection connection, Semaphore free) {
        Connection proxy() {
            return (Connection) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                        if (method.getName().equals("close") && !connection.isClosed()) {
                            free.release();
                        }
                        return method.invoke(connection, arguments);
                    });
        }
    }
}
