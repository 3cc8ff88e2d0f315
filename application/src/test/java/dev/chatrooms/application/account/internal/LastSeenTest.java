package dev.chatrooms.application.account.internal;

import static dev.chatrooms.application.spi.StoreFixture.LATER;
import static dev.chatrooms.application.spi.StoreFixture.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.internal.Store;
import dev.chatrooms.application.memory.MemoryStorage;
import dev.chatrooms.application.spi.Committed;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.application.spi.StoreFixture;
import dev.chatrooms.application.spi.StoreUnavailable;
import dev.chatrooms.application.spi.Stores;
import dev.chatrooms.application.spi.Transactions;
import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.account.Session;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class LastSeenTest {
    private static final Instant CALL = NOW.plusSeconds(60);

    private final Storage storage = MemoryStorage.create();
    private final StoreFixture store = StoreFixture.in(storage);
    private final CountedWrites writes = new CountedWrites(storage.transactions());
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private final LastSeen lastSeen = new LastSeen(new Store(writes), waiting::add);
    private final Session session = store.session(store.person("alice"), LATER);

    /** Counts write transactions, and fails them while the store is unavailable. */
    private static final class CountedWrites implements Transactions {
        private final Transactions real;
        private int count;
        private boolean away;

        CountedWrites(Transactions real) {
            this.real = real;
        }

        @Override
        public <T> T read(Function<? super Stores, ? extends T> work) {
            return real.read(work);
        }

        @Override
        public <T> Committed<T> write(Function<? super UnitOfWork, ? extends T> work) {
            count++;
            if (away) {
                throw new StoreUnavailable("away", null);
            }
            return real.write(work);
        }
    }

    @Test
    void noteShouldWriteNothingBeforeTheNextTickAndThenOnce() {
        Session another = store.session(store.person("bob"), LATER);
        lastSeen.note(session, CALL);
        lastSeen.note(session, CALL.plusSeconds(1));
        lastSeen.note(another, CALL);
        assertThat(waiting).isEmpty();

        lastSeen.tick();
        work();

        assertThat(writes.count).isEqualTo(1);
        assertThat(seen(session)).isEqualTo(CALL);
        assertThat(seen(another)).isEqualTo(CALL);
    }

    @Test
    void noteShouldBeSkippedWhenTheSessionWasSeenLessThanAMinuteAgo() {
        lastSeen.note(session, CALL.minusMillis(1));
        lastSeen.tick();

        assertThat(waiting).isEmpty();
    }

    @Test
    void tickShouldNotStartASecondWriteWhileOneIsInProgress() {
        lastSeen.note(session, CALL);
        lastSeen.tick();
        lastSeen.tick();

        assertThat(waiting).hasSize(1);
    }

    @Test
    void tickShouldDropNotesWhenTheWriteFails() {
        writes.away = true;
        lastSeen.note(session, CALL);
        lastSeen.tick();
        work();
        lastSeen.tick();
        assertThat(waiting).isEmpty();

        writes.away = false;
        lastSeen.note(session, CALL.plusSeconds(5));
        lastSeen.tick();
        work();
        assertThat(seen(session)).isEqualTo(CALL.plusSeconds(5));
    }

    @Test
    void tickShouldRetryWhenTheWorkersRejectTheTask() {
        Executor[] workers = {
            task -> {
                throw new RejectedExecutionException();
            }
        };
        LastSeen refused = new LastSeen(new Store(writes), task -> workers[0].execute(task));
        refused.note(session, CALL);
        refused.tick();

        workers[0] = Runnable::run;
        refused.tick();

        assertThat(seen(session)).isEqualTo(CALL);
    }

    private void work() {
        waiting.remove().run();
    }

    private Instant seen(Session of) {
        return store.sessions().find(of.id()).orElseThrow().lastSeenAt();
    }
}
