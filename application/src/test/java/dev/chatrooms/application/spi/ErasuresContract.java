package dev.chatrooms.application.spi;

import static dev.chatrooms.application.spi.StoreFixture.LATER;
import static dev.chatrooms.application.spi.StoreFixture.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.AccountId;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The contract of {@link Erasures}. */
public interface ErasuresContract {
    /** Returns an empty store, one per test. */
    Storage storage();

    private static void begin(StoreFixture store, AccountId account, Instant at) {
        store.write(uow -> {
            uow.erasures().begin(account, at);
            return true;
        });
    }

    private static boolean advance(StoreFixture store, AccountId account, long from, long to, Instant at) {
        return store.<Boolean>write(uow -> uow.erasures().advance(account, new Position(from), new Position(to), at));
    }

    private static void postpone(StoreFixture store, AccountId account, Instant at) {
        store.write(uow -> {
            uow.erasures().postpone(account, at);
            return true;
        });
    }

    private static Optional<Position> progress(StoreFixture store, AccountId account) {
        return store.<Optional<Position>>read(stores -> stores.erasures().progress(account));
    }

    private static Optional<AccountId> stalled(StoreFixture store, Instant before) {
        return store.<Optional<AccountId>>read(stores -> stores.erasures().stalled(before));
    }

    @Test
    default void beginShouldStartOnceAndNotGoBack() {
        StoreFixture store = StoreFixture.in(storage());
        AccountId alice = store.person("alice").id();
        assertThat(progress(store, alice)).isEmpty();

        begin(store, alice, NOW);
        assertThat(progress(store, alice)).contains(Position.START);
        assertThat(advance(store, alice, 0, 7, NOW)).isTrue();
        begin(store, alice, NOW);

        assertThat(progress(store, alice)).contains(new Position(7));
    }

    @Test
    default void advanceShouldHaveNoEffectFromAnotherPosition() {
        StoreFixture store = StoreFixture.in(storage());
        AccountId alice = store.person("alice").id();
        assertThat(advance(store, alice, 0, 7, NOW)).isFalse();
        begin(store, alice, NOW);
        advance(store, alice, 0, 7, NOW);

        assertThat(advance(store, alice, 0, 9, NOW)).isFalse();

        assertThat(progress(store, alice)).contains(new Position(7));
    }

    @Test
    default void endShouldRemoveTheErasure() {
        StoreFixture store = StoreFixture.in(storage());
        AccountId alice = store.person("alice").id();
        begin(store, alice, NOW);

        for (int i = 0; i < 2; i++) {
            store.write(uow -> {
                uow.erasures().end(alice);
                return true;
            });
            assertThat(progress(store, alice)).isEmpty();
        }
        assertThat(stalled(store, LATER)).isEmpty();
    }

    @Test
    default void stalledShouldReturnTheErasureThatHasWaitedLongest() {
        StoreFixture store = StoreFixture.in(storage());
        AccountId alice = store.person("alice").id();
        AccountId bob = store.person("bob").id();
        begin(store, alice, NOW);
        begin(store, bob, NOW.plusSeconds(1));
        assertThat(stalled(store, NOW)).isEmpty();
        assertThat(stalled(store, NOW.plusMillis(1))).contains(alice);

        advance(store, alice, 0, 7, LATER);

        assertThat(stalled(store, NOW.plusSeconds(1))).isEmpty();
        assertThat(stalled(store, LATER.plusMillis(1))).contains(bob);
    }

    @Test
    default void postponeShouldLetOtherErasuresGoFirst() {
        StoreFixture store = StoreFixture.in(storage());
        AccountId alice = store.person("alice").id();
        AccountId bob = store.person("bob").id();
        begin(store, alice, NOW);
        advance(store, alice, 0, 7, NOW);
        begin(store, bob, NOW.plusSeconds(1));

        postpone(store, alice, LATER);

        assertThat(stalled(store, LATER.plusMillis(1))).contains(bob);
        assertThat(progress(store, alice)).contains(new Position(7));
        postpone(store, bob, LATER.plusSeconds(1));
        assertThat(stalled(store, LATER.plusSeconds(2))).contains(alice);
    }

    @Test
    default void postponeShouldNotBeginAnErasure() {
        StoreFixture store = StoreFixture.in(storage());
        AccountId alice = store.person("alice").id();

        postpone(store, alice, NOW);

        assertThat(progress(store, alice)).isEmpty();
        assertThat(stalled(store, LATER)).isEmpty();
    }
}
