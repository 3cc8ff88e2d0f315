package dev.chatrooms.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.chatrooms.application.Eventually;
import dev.chatrooms.application.spi.StoreFixture;
import dev.chatrooms.application.spi.StoreUnavailable;
import dev.chatrooms.application.spi.Together;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.event.Cursor;
import dev.chatrooms.domain.id.RoomId;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server stops and comes back. */
class OutageTest {
    /** Calls return within five seconds. The rest is slack for a busy machine; a call that hangs takes longer. */
    private static final Duration BOUND = Duration.ofSeconds(Together.PATIENCE_SECONDS);

    @TempDir
    Path folder;

    private EmbeddedPostgres start(int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("data"))
                .setCleanDataDirectory(false)
                .setPort(port)
                .start();
    }

    @Test
    void callsShouldFailWhileTheServerIsAwayAndWorkAgainAfterwards() throws IOException, InterruptedException {
        EmbeddedPostgres server = start(0);
        int port = server.getPort();
        String url = server.getJdbcUrl("postgres", "postgres");
        try (PostgresPool pool = PostgresPool.open(new PostgresPool.Settings(url, null, null, 6))) {
            Schema.migrate(pool.unpooled());
            try (PostgresPorts ports = PostgresPorts.of(pool)) {
                StoreFixture store = StoreFixture.in(ports.storage());
                Account alice = store.person("alice");
                RoomId tea = store.aPublicRoomWith(alice);
                Cursor before = store.log().head();

                server.close();
                // The first calls get broken connections. Once none is left, a call waits for a new one in vain.
                for (int i = 0; i < 2 || (i < 20 && pool.breakerState() == CircuitBreaker.State.CLOSED); i++) {
                    assertUnavailable(() -> store.log().head());
                    assertUnavailable(() -> store.say(alice, tea, "hello"));
                    assertUnavailable(() -> store.accounts().find(alice.id()));
                }
                assertThat(pool.breakerState()).isNotEqualTo(CircuitBreaker.State.CLOSED);
                announcingShouldNotBlock(ports, before);

                server = start(port);
                awaitReconnect(store);
                assertThat(pool.breakerState()).isEqualTo(CircuitBreaker.State.CLOSED);
                assertThat(store.log().head()).isEqualTo(before);
                store.say(alice, tea, "hello again");
                assertThat(store.room(tea).lastSeq()).isEqualTo(1);
                busShouldDeliverAgain(ports, store.log().head());
            }
        } finally {
            server.close();
        }
    }

    private static void assertUnavailable(Runnable call) {
        assertTimeoutPreemptively(
                BOUND,
                () -> assertThatThrownBy(call::run)
                        .isInstanceOf(StoreUnavailable.class)
                        .message()
                        .doesNotContain("alice", "password"));
    }

    private static void announcingShouldNotBlock(PostgresPorts ports, Cursor head) {
        assertTimeoutPreemptively(BOUND, () -> {
            for (int i = 0; i < 100_000; i++) {
                ports.storage().bus().announce(head);
            }
        });
    }

    /** Waits until the pool has reconnected. Each attempt is bounded. */
    private static void awaitReconnect(StoreFixture store) {
        Eventually.await("the database", () -> {
            try {
                store.log().head();
                return true;
            } catch (StoreUnavailable e) {
                return false;
            }
        });
    }

    private static void busShouldDeliverAgain(PostgresPorts ports, Cursor head) {
        CountDownLatch received = new CountDownLatch(1);
        try (var registration = ports.storage().bus().subscribe(cursor -> received.countDown())) {
            assertThat(registration).isNotNull();
            Eventually.await("an announcement", () -> {
                ports.storage().bus().announce(head);
                return received.await(20, TimeUnit.MILLISECONDS);
            });
        }
    }
}
