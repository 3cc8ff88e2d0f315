package dev.chatrooms.application.event.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.FailingStore;
import dev.chatrooms.application.event.LogStart;
import dev.chatrooms.application.memory.MemoryStorage;
import dev.chatrooms.application.spi.StoreUnavailable;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class NamedPlaceTest {
    private final FailingStore store = new FailingStore(MemoryStorage.create().transactions());
    private final NamedPlace place = new NamedPlace(store, "push", LogStart.beginning(), UUID.randomUUID());

    /** An exception would end the thread, which extends the leases of all readers. */
    @Test
    void renewShouldSurviveAnyFailureAndKeepThePlace() {
        assertThat(place.open()).isNotNull();
        for (RuntimeException failure :
                List.of(new StoreUnavailable("no connection", null), new IllegalStateException("a fault"))) {
            store.failWrites(failure);
            place.renew();
            assertThat(place.isOpen()).isTrue();
        }

        store.failWrites(null);
        place.renew();

        assertThat(place.isOpen()).isTrue();
        NamedPlace other = new NamedPlace(store, "push", LogStart.beginning(), UUID.randomUUID());
        assertThat(other.open()).isNull();
    }
}
