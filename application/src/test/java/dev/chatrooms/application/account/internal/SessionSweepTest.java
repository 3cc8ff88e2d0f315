package dev.chatrooms.application.account.internal;

import static dev.chatrooms.application.spi.StoreFixture.hashOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.HandClock;
import dev.chatrooms.application.internal.Store;
import dev.chatrooms.application.memory.MemoryStorage;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.application.spi.StoreFixture;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.Session;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class SessionSweepTest {
    private static final Duration LIFETIME = Duration.ofDays(1);

    private final HandClock clock = new HandClock();
    private final Storage storage = MemoryStorage.create();
    private final StoreFixture store = StoreFixture.in(storage);
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private final SessionSweep sweep =
            new SessionSweep(new Store(storage.transactions()), clock, LIFETIME, waiting::add);
    private final Account alice = store.person("alice");

    @Test
    void sweepShouldKeepEndedSessionsForThirtyDays() {
        Session session = store.session(alice, clock.instant().plus(LIFETIME));

        clock.advance(LIFETIME.plusDays(30));
        sweep();
        assertThat(store.sessions().find(session.id())).isPresent();

        clock.advance(SessionSweep.INTERVAL);
        sweep();
        assertThat(store.sessions().find(session.id())).isEmpty();
    }

    @Test
    void sweepShouldRemoveUsedTokensAfterTheirLifetimeWhileTheSessionLives() {
        Session session = store.session(alice, clock.instant().plus(LIFETIME), hashOf("used"));
        store.write(uow -> {
            uow.sessions().useToken(hashOf("used"), clock.instant());
            uow.sessions()
                    .refresh(
                            session.refreshed(
                                    1, clock.instant(), clock.instant().plus(LIFETIME.multipliedBy(9))),
                            hashOf("next"));
            return null;
        });

        clock.advance(LIFETIME);
        sweep();
        assertThat(store.sessions().token(hashOf("used"))).isPresent();

        clock.advance(LIFETIME);
        sweep();
        assertThat(store.sessions().token(hashOf("used"))).isEmpty();
        assertThat(store.sessions().token(hashOf("next"))).as("still good").isPresent();
    }

    @Test
    void tickShouldSweepWhenDueAndNotTwiceAtOnce() {
        sweep.tick();
        assertThat(waiting).isEmpty();

        clock.advance(SessionSweep.INTERVAL);
        sweep.tick();
        sweep.tick();
        assertThat(waiting).hasSize(1);
        waiting.remove().run();

        sweep.tick();
        assertThat(waiting).isEmpty();
    }

    @Test
    void tickShouldContinueAtOnceWhenABatchIsFull() {
        for (int i = 0; i < 1001; i++) {
            store.session(alice, clock.instant());
        }
        clock.advance(Duration.ofDays(31));

        sweep();
        sweep();

        assertThat(store.<Integer>write(uow -> uow.sessions().removeEnded(clock.instant(), 9)))
                .isZero();
        sweep.tick();
        assertThat(waiting).isEmpty();
    }

    private void sweep() {
        sweep.tick();
        waiting.remove().run();
    }
}
