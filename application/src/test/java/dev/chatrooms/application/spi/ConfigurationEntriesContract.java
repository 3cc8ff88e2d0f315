package dev.chatrooms.application.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.chatrooms.application.spi.ConfigurationEntries.State;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** The contract of {@link ConfigurationEntries}. */
public interface ConfigurationEntriesContract {
    /** Returns an empty store, one per test. */
    Storage storage();

    private static State read(StoreFixture store) {
        return store.read(stores -> stores.configuration().read());
    }

    private static void put(StoreFixture store, String name, String value) {
        store.write(uow -> {
            uow.configuration().put(name, value);
            return null;
        });
    }

    @Test
    default void readShouldReturnTheEntriesThatAreSet() {
        StoreFixture store = StoreFixture.in(storage());
        assertThat(read(store)).isEqualTo(new State(0, Map.of()));

        put(store, "site.name", "Tea");
        put(store, "client.theme", "{\"a\": \"'; drop table configuration; -- Zoë 🦊\"}");
        put(store, "site.name", "");

        assertThat(read(store))
                .isEqualTo(new State(
                        3,
                        Map.of(
                                "site.name",
                                "",
                                "client.theme",
                                "{\"a\": \"'; drop table configuration; -- Zoë 🦊\"}")));
        long version = store.read(stores -> stores.configuration().version());
        assertThat(version).isEqualTo(3);
    }

    @Test
    default void removeShouldRemoveOneEntryAndBeIdempotent() {
        StoreFixture store = StoreFixture.in(storage());
        put(store, "site.name", "Tea");
        put(store, "site.notice", "Closed");

        for (int i = 0; i < 2; i++) {
            store.write(uow -> {
                uow.configuration().remove("site.name");
                return null;
            });
        }

        assertThat(read(store)).isEqualTo(new State(4, Map.of("site.notice", "Closed")));
    }

    @Test
    default void changesShouldBeRolledBackWithTheirTransaction() {
        StoreFixture store = StoreFixture.in(storage());
        put(store, "site.name", "Tea");

        assertThatIllegalStateException()
                .isThrownBy(() -> store.write(uow -> {
                    uow.configuration().put("site.name", "Coffee");
                    throw new IllegalStateException("no");
                }));

        assertThat(read(store)).isEqualTo(new State(1, Map.of("site.name", "Tea")));
    }

    @Test
    default void concurrentChangesShouldEachIncrementTheVersion() throws Exception {
        StoreFixture store = StoreFixture.in(storage());
        Callable<Void> task = () -> {
            for (int i = 0; i < 10; i++) {
                put(store, "site.name", "Tea " + i);
            }
            return null;
        };

        Together.run(List.of(task, task, task, task));

        assertThat(read(store)).isEqualTo(new State(40, Map.of("site.name", "Tea 9")));
    }
}
