package dev.chatrooms.application.account;

import static dev.chatrooms.application.Fixture.UNLIMITED;
import static dev.chatrooms.application.Fixture.login;
import static dev.chatrooms.application.Fixture.person;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Caller;
import dev.chatrooms.application.Chat;
import dev.chatrooms.application.HandClock;
import dev.chatrooms.application.PageRequest;
import dev.chatrooms.application.memory.MemoryStorage;
import dev.chatrooms.application.spi.Committed;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.application.spi.Stores;
import dev.chatrooms.application.spi.Transactions;
import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.account.Session;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a node does about sessions by itself. */
class HousekeepingTest {
    private final HandClock clock = new HandClock();
    private final Storage memory = MemoryStorage.create();
    private final AwaitedWrites writes = new AwaitedWrites(memory.transactions());
    private final Chat chat = Chat.builder(new Storage(writes, memory.bus()))
            .settings(UNLIMITED)
            .clock(clock)
            .build();
    private final Caller alice = person(chat, "alice");

    /** Transactions whose writes can be waited for. */
    private record AwaitedWrites(Transactions real, Semaphore done) implements Transactions {
        AwaitedWrites(Transactions real) {
            this(real, new Semaphore(0));
        }

        @Override
        public <T> T read(Function<? super Stores, ? extends T> work) {
            return real.read(work);
        }

        @Override
        public <T> Committed<T> write(Function<? super UnitOfWork, ? extends T> work) {
            try {
                return real.write(work);
            } finally {
                done.release();
            }
        }

        void await(int count) throws InterruptedException {
            assertThat(done.tryAcquire(count, 20, TimeUnit.SECONDS))
                    .as("writes in the background")
                    .isTrue();
        }
    }

    @AfterEach
    void close() {
        chat.close();
    }

    @Test
    void callsShouldBeSeenInTheListOfSessions() throws Exception {
        String token = chat.authentication()
                .login(new Login("alice", "correct horse", null, null))
                .join()
                .accessToken();
        clock.advance(Duration.ofMinutes(2));
        writes.done.drainPermits();

        chat.authentication().authenticate(token);

        writes.await(1);
        assertThat(chat.authentication().sessions(alice, PageRequest.FIRST).items())
                .singleElement()
                .extracting(Session::lastSeenAt)
                .isEqualTo(clock.instant());
    }

    @Test
    void sessionsShouldBeRemovedLongAfterTheirEnd() throws Exception {
        Caller session = login(chat, "alice");
        writes.done.drainPermits();

        clock.advance(Duration.ofDays(32));

        // Sessions, then tokens.
        writes.await(2);
        Optional<Session> found =
                memory.transactions().read(stores -> stores.sessions().find(session.session()));
        assertThat(found).isEmpty();
    }
}
