package dev.chatrooms.application.spi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Eventually;
import dev.chatrooms.domain.event.Cursor;
import dev.chatrooms.domain.event.Epoch;
import dev.chatrooms.domain.event.Position;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The contract of {@link LogReaders}. */
public interface LogReadersContract {
    Duration LONG = Duration.ofMinutes(5);
    Duration OVER_AT_ONCE = Duration.ofMillis(1);
    UUID ONE = new UUID(1, 1);
    UUID OTHER = new UUID(2, 2);

    /** Returns an empty store, one per test. */
    Storage storage();

    private static Cursor at(long position) {
        return new Cursor(new Epoch("abc"), new Position(position));
    }

    private static Optional<Cursor> acquire(StoreFixture store, String reader, UUID owner, Duration lease, long first) {
        return store.<Optional<Cursor>>write(uow -> uow.logReaders().acquire(reader, owner, lease, at(first)));
    }

    private static boolean advance(StoreFixture store, String reader, UUID owner, long position) {
        return store.<Boolean>write(uow -> uow.logReaders().advance(reader, owner, at(position)));
    }

    private static boolean renew(StoreFixture store, String reader, UUID owner, Duration lease) {
        return store.<Boolean>write(uow -> uow.logReaders().renew(reader, owner, lease));
    }

    private static void release(StoreFixture store, String reader, UUID owner) {
        store.write(uow -> {
            uow.logReaders().release(reader, owner);
            return true;
        });
    }

    @Test
    default void acquireShouldCreateAReaderAtTheGivenCursorOnce() {
        StoreFixture store = StoreFixture.in(storage());

        assertThat(acquire(store, "push", ONE, LONG, 7)).contains(at(7));
        assertThat(acquire(store, "push", ONE, LONG, 9)).contains(at(7));
        assertThat(acquire(store, "Push", OTHER, LONG, 9)).contains(at(9));
    }

    @Test
    default void acquireShouldReturnNothingWhileAnotherOwnerHoldsTheReader() {
        StoreFixture store = StoreFixture.in(storage());
        acquire(store, "push", ONE, LONG, 7);

        assertThat(acquire(store, "push", OTHER, LONG, 7)).isEmpty();
        assertThat(advance(store, "push", OTHER, 8)).isFalse();
        assertThat(renew(store, "push", OTHER, LONG)).isFalse();
        assertThat(advance(store, "push", ONE, 8)).isTrue();
    }

    @Test
    default void advanceShouldStoreTheCursorWithItsEpoch() {
        StoreFixture store = StoreFixture.in(storage());
        acquire(store, "push", ONE, LONG, 7);
        Cursor later = new Cursor(new Epoch("def"), new Position(3));

        assertThat(store.<Boolean>write(uow -> uow.logReaders().advance("push", ONE, later)))
                .isTrue();

        assertThat(acquire(store, "push", ONE, LONG, 7)).contains(later);
    }

    @Test
    default void anotherOwnerShouldAcquireTheReaderOnceTheLeaseHasEnded() {
        StoreFixture store = StoreFixture.in(storage());
        acquire(store, "push", ONE, OVER_AT_ONCE, 7);
        advance(store, "push", ONE, 8);

        Optional<Cursor> taken = Eventually.await(
                "the end of the lease", () -> acquire(store, "push", OTHER, LONG, 1), Optional::isPresent);

        assertThat(taken).contains(at(8));
        assertThat(advance(store, "push", ONE, 9)).isFalse();
        assertThat(renew(store, "push", ONE, LONG)).isFalse();
        release(store, "push", ONE);
        assertThat(acquire(store, "push", ONE, LONG, 1)).isEmpty();
    }

    @Test
    default void renewShouldExtendTheLease() {
        StoreFixture store = StoreFixture.in(storage());
        acquire(store, "push", ONE, OVER_AT_ONCE, 7);

        assertThat(renew(store, "push", ONE, LONG)).isTrue();

        assertThat(acquire(store, "push", OTHER, LONG, 7)).isEmpty();
    }

    @Test
    default void anotherOwnerShouldAcquireAReleasedReaderAtItsCursor() {
        StoreFixture store = StoreFixture.in(storage());
        acquire(store, "push", ONE, LONG, 7);
        advance(store, "push", ONE, 8);

        release(store, "push", ONE);

        assertThat(acquire(store, "push", OTHER, LONG, 1)).contains(at(8));
    }

    @Test
    default void aRemovedReaderShouldBeginAnew() {
        StoreFixture store = StoreFixture.in(storage());
        acquire(store, "push", ONE, LONG, 7);

        store.write(uow -> {
            uow.logReaders().remove("push");
            return true;
        });

        assertThat(advance(store, "push", ONE, 8)).isFalse();
        assertThat(acquire(store, "push", OTHER, LONG, 1)).contains(at(1));
    }
}
