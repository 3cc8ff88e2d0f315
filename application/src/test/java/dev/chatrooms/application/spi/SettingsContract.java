package dev.chatrooms.application.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatrooms.domain.id.AccountId;
import org.junit.jupiter.api.Test;

/** The contract of {@link Settings}. */
public interface SettingsContract {
    /** Returns an empty store, one per test. */
    Storage storage();

    private static void put(StoreFixture store, AccountId account, String text) {
        store.write(uow -> {
            uow.settings().put(account, text);
            return null;
        });
    }

    @Test
    default void findShouldAnswerTheTextToTheCharacter() {
        StoreFixture store = StoreFixture.in(storage());
        AccountId alice = store.person("alice").id();
        String unusual = " {\"a\" : 1.50e+007,\r\n\t\"\\u0000\":\"\\ud83d '; drop table account; -- Zoë 🦊\"} ";

        put(store, alice, unusual);

        assertThat(store.settings().find(alice)).contains(unusual);
    }

    @Test
    default void putShouldTakeAsMuchAsIsAllowed() {
        StoreFixture store = StoreFixture.in(storage());
        AccountId alice = store.person("alice").id();
        String large = "🦊".repeat(Settings.MAX_BYTES / 4);

        put(store, alice, large);

        assertThat(store.settings().find(alice)).contains(large);
    }

    @Test
    default void putShouldReplaceTheAccountsSettingsOnly() {
        StoreFixture store = StoreFixture.in(storage());
        AccountId alice = store.person("alice").id();
        AccountId bob = store.person("bob").id();
        put(store, alice, "one");
        put(store, bob, "two");

        put(store, alice, "three");

        assertThat(store.settings().find(alice)).contains("three");
        assertThat(store.settings().find(bob)).contains("two");
    }

    @Test
    default void removeShouldLetGoOfItAndDoNothingTheSecondTime() {
        StoreFixture store = StoreFixture.in(storage());
        AccountId alice = store.person("alice").id();
        put(store, alice, "one");

        for (int i = 0; i < 2; i++) {
            store.write(uow -> {
                uow.settings().remove(alice);
                return null;
            });
            assertThat(store.settings().find(alice)).isEmpty();
        }
    }

    @Test
    default void putShouldLeaveNothingWhenItsTransactionFails() {
        StoreFixture store = StoreFixture.in(storage());
        AccountId alice = store.person("alice").id();
        put(store, alice, "one");

        assertThatThrownBy(() -> store.write(uow -> {
                    uow.settings().put(alice, "two");
                    throw new IllegalArgumentException("on purpose");
                }))
                .hasMessage("on purpose");

        assertThat(store.settings().find(alice)).contains("one");
    }
}
