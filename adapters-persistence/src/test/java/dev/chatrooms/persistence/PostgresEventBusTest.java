package dev.chatrooms.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.chatrooms.application.Eventually;
import dev.chatrooms.application.spi.EventBus;
import dev.chatrooms.application.spi.Together;
import dev.chatrooms.domain.event.Cursor;
import dev.chatrooms.domain.event.Epoch;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.persistence.event.PostgresEventBus;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class PostgresEventBusTest {
    /** Closing takes a few seconds at most. The rest is slack for a busy machine; a close that hangs takes longer. */
    private static final Duration BOUND = Duration.ofSeconds(Together.PATIENCE_SECONDS);

    private final TestServer server = TestServer.shared();
    private final String database = server.emptyDatabase();
    private final LinkedBlockingQueue<Cursor> received = new LinkedBlockingQueue<>();
    private long position;

    private Cursor next() {
        position++;
        return new Cursor(new Epoch("e1"), new Position(position));
    }

    /** Announces until one of these announcements arrives. */
    private void awaitDelivery(EventBus bus) {
        long from = position;
        Eventually.await("an announcement", () -> {
            bus.announce(next());
            Cursor arrived = received.poll(20, TimeUnit.MILLISECONDS);
            return arrived != null && arrived.position().value() > from;
        });
    }

    @Test
    void announcementsShouldArriveAgainAfterConnectionsAreCut() throws InterruptedException {
        try (PostgresEventBus bus = new PostgresEventBus(server.plain(database), null);
                EventBus.Registration registration = bus.subscribe(received::add)) {
            assertThat(registration).isNotNull();
            for (int i = 0; i < 3; i++) {
                awaitDelivery(bus);
                server.execute(
                        database,
                        "select pg_terminate_backend(pid) from pg_stat_activity"
                                + " where datname = current_database() and pid <> pg_backend_pid()");
            }
            awaitDelivery(bus);
        }
        assertThat(received)
                .allSatisfy(cursor -> assertThat(cursor.position().value()).isBetween(1L, position));
    }

    @Test
    void malformedCursorsShouldBeIgnored() throws InterruptedException {
        try (PostgresEventBus bus = new PostgresEventBus(server.plain(database), null);
                EventBus.Registration registration = bus.subscribe(received::add)) {
            assertThat(registration).isNotNull();
            awaitDelivery(bus);
            server.execute(database, """
                    select pg_notify('chatrooms_head_' || oid, payload)
                    from pg_namespace, unnest(array['nonsense', '']) payload
                    where nspname = 'public'
                    """);
            awaitDelivery(bus);
        }
    }

    @Test
    void announcementsShouldBeConflated() throws InterruptedException {
        try (PostgresEventBus bus = new PostgresEventBus(server.plain(database), null);
                EventBus.Registration registration = bus.subscribe(received::add)) {
            assertThat(registration).isNotNull();
            awaitDelivery(bus);
            received.clear();
            int many = 200_000;
            for (int i = 0; i < many; i++) {
                bus.announce(next());
            }

            Cursor last = received.poll(Together.PATIENCE_SECONDS, TimeUnit.SECONDS);
            int count = 1;
            while (last != null && last.position().value() < position) {
                last = received.poll(Together.PATIENCE_SECONDS, TimeUnit.SECONDS);
                count++;
            }
            assertThat(last).isNotNull();
            assertThat(count).isLessThan(many / 10);
        }
    }

    @Test
    void closeShouldStopThreadsAndReturnConnections() throws InterruptedException {
        try (var pool = server.hostPool(database)) {
            PostgresEventBus bus = new PostgresEventBus(pool, null);
            try (EventBus.Registration registration = bus.subscribe(received::add)) {
                assertThat(registration).isNotNull();
                awaitDelivery(bus);
            }

            assertTimeoutPreemptively(BOUND, bus::close);

            // close() waits for the threads for a limited time only.
            Eventually.await(
                    "idle connections", () -> pool.getHikariPoolMXBean().getActiveConnections() == 0);
            assertThat(pool.isClosed()).isFalse();
            bus.announce(next());
            bus.close();
        }
    }

    @Test
    void outageShouldBeLoggedOncePerConnectionAndMinute() {
        AtomicInteger attempts = new AtomicInteger();
        PGSimpleDataSource nowhere = new PGSimpleDataSource() {
            private static final long serialVersionUID = 1L;

            @Override
            public Connection getConnection() throws SQLException {
                attempts.incrementAndGet();
                throw new SQLException("not answering, says this test");
            }
        };
        Queue<String> logged = new ConcurrentLinkedQueue<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                logged.add(new SimpleFormatter().formatMessage(line));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger(PostgresEventBus.class.getPackageName());
        logger.addHandler(handler);
        try (PostgresEventBus bus = new PostgresEventBus(nowhere, null)) {
            bus.announce(next());
            Eventually.await("some attempts", () -> attempts.get() > 10);
        } finally {
            logger.removeHandler(handler);
        }

        assertThat(logged)
                .filteredOn(line -> line.contains("not answering, says this test"))
                .hasSizeBetween(1, 2);
    }

    @Test
    void closeShouldReturnInTimeWhenThereIsNoServer() {
        PGSimpleDataSource nowhere = new PGSimpleDataSource();
        nowhere.setUrl("jdbc:postgresql://127.0.0.1:1/none");
        PostgresEventBus bus = new PostgresEventBus(nowhere, null);
        bus.announce(next());

        assertTimeoutPreemptively(BOUND, bus::close);
    }
}
