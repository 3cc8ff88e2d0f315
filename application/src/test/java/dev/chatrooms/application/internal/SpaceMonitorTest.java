package dev.chatrooms.application.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatrooms.application.FailingStore;
import dev.chatrooms.application.memory.MemoryStorage;
import dev.chatrooms.application.spi.StoreFull;
import dev.chatrooms.application.spi.StoreUnavailable;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SpaceMonitorTest {
    private final FailingStore store = new FailingStore(MemoryStorage.create().transactions());
    private final AtomicLong nanos = new AtomicLong();
    private final SpaceMonitor monitor = new SpaceMonitor(store, nanos::get);

    @Test
    void isFullShouldNotCheckWhenNoWriteHasFailed() {
        monitor.write(uow -> 1);

        assertThat(monitor.isFull()).isFalse();
        assertThat(store.checks()).isZero();
    }

    @Test
    void isFullShouldNotCheckWhenStoreIsUnavailableForAnotherReason() {
        store.failWrites(new StoreUnavailable("unplugged", null));

        assertThatThrownBy(() -> monitor.write(uow -> 1)).isInstanceOf(StoreUnavailable.class);

        assertThat(monitor.isFull()).isFalse();
        assertThat(store.checks()).isZero();
    }

    @Test
    void isFullShouldCheckAtMostOncePerSecondUntilThereIsSpace() {
        fill();

        assertThat(monitor.isFull()).isTrue();
        assertThat(monitor.isFull()).isTrue();
        assertThat(store.checks()).isEqualTo(1);

        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(monitor.isFull()).isTrue();
        assertThat(store.checks()).isEqualTo(2);

        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        store.failChecks(null);
        assertThat(monitor.isFull()).isFalse();
        assertThat(monitor.wasFull()).isFalse();
        assertThat(monitor.isFull()).isFalse();
        assertThat(store.checks()).isEqualTo(3);
    }

    /** The write may have needed no new space. */
    @Test
    void isFullShouldStayTrueWhenWriteSucceeds() {
        fill();
        store.failWrites(null);

        monitor.write(uow -> 1);

        assertThat(monitor.isFull()).isTrue();
    }

    @Test
    void isFullShouldBeFalseWhenStoreCannotBeChecked() {
        fill();
        store.failChecks(new StoreUnavailable("unplugged", null));

        assertThat(monitor.isFull()).isFalse();
        assertThat(monitor.wasFull()).isTrue();
    }

    @Test
    void readThatNeedsSpaceShouldCountAsFull() {
        store.failReads(new StoreFull(null));
        store.failChecks(new StoreFull(null));

        assertThatThrownBy(() -> monitor.read(stores -> 1)).isInstanceOf(StoreFull.class);

        assertThat(monitor.isFull()).isTrue();
    }

    private void fill() {
        store.failWrites(new StoreFull(null));
        store.failChecks(new StoreFull(null));
        assertThatThrownBy(() -> monitor.write(uow -> 1)).isInstanceOf(StoreFull.class);
    }
}
