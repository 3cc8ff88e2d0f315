package dev.chatrooms.application.spi;

import static dev.chatrooms.application.spi.StoreFixture.LATER;
import static dev.chatrooms.application.spi.StoreFixture.NOW;
import static dev.chatrooms.application.spi.StoreFixture.called;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatrooms.application.common.InvalidCursor;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageKey;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.spi.PersonList.Added;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.Profile;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The contract of {@link PersonList}. */
public interface PersonListContract {
    int MOST = 1000;

    /** Returns an empty store, one per test. */
    Storage storage();

    /** The list of a transaction. */
    PersonList of(Stores stores);

    private Added add(StoreFixture store, Account owner, Account person, int most) {
        return store.write(uow -> of(uow).add(owner.id(), person.id(), most, NOW));
    }

    private boolean remove(StoreFixture store, Account owner, Account person) {
        return store.write(uow -> of(uow).remove(owner.id(), person.id()));
    }

    private List<String> names(StoreFixture store, Account owner) {
        return store.read(s -> of(s).list(owner.id(), PageRequest.FIRST).items().stream()
                .map(person -> person.username().value())
                .toList());
    }

    @Test
    default void addShouldChangeTheOwnersListOnly() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");

        assertThat(add(store, alice, bob, MOST)).isEqualTo(Added.NEW);

        assertThat(store.<Boolean>read(s -> of(s).contains(alice.id(), bob.id())))
                .isTrue();
        assertThat(store.<Boolean>read(s -> of(s).contains(bob.id(), alice.id())))
                .isFalse();
        assertThat(names(store, alice)).containsExactly("bob");
        assertThat(names(store, bob)).isEmpty();
        assertThat(store.<Object>read(s -> of(s).all(alice.id()))).isEqualTo(java.util.Set.of(bob.id()));
        assertThat(store.<Object>read(s -> of(s).all(bob.id()))).isEqualTo(java.util.Set.of());
    }

    @Test
    default void addAndRemoveShouldReturnWhetherTheyChangedTheList() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");

        assertThat(remove(store, alice, bob)).isFalse();
        assertThat(add(store, alice, bob, MOST)).isEqualTo(Added.NEW);
        assertThat(add(store, alice, bob, MOST)).isEqualTo(Added.ALREADY_PRESENT);
        assertThat(remove(store, bob, alice)).isFalse();
        assertThat(remove(store, alice, bob)).isTrue();
        assertThat(remove(store, alice, bob)).isFalse();
        assertThat(add(store, alice, bob, MOST)).isEqualTo(Added.NEW);
    }

    @Test
    default void addShouldKeepToTheBound() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        Account carol = store.person("carol");
        Account dave = store.person("dave");
        add(store, alice, bob, 2);
        add(store, alice, carol, 2);

        assertThat(add(store, alice, dave, 2)).isEqualTo(Added.FULL);
        assertThat(add(store, alice, carol, 2)).isEqualTo(Added.ALREADY_PRESENT);
        assertThat(add(store, bob, dave, 2)).as("each list has its own limit").isEqualTo(Added.NEW);
        remove(store, alice, bob);
        assertThat(add(store, alice, dave, 2)).isEqualTo(Added.NEW);
        assertThat(names(store, alice)).containsExactly("carol", "dave");
    }

    @Test
    default void addShouldBeNewOnceWhenManyComeAtOnce() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");

        List<Together.Outcome<Added>> outcomes = Together.run(4, () -> add(store, alice, bob, MOST));

        assertThat(outcomes)
                .extracting(Together.Outcome::value)
                .containsExactlyInAnyOrder(
                        Added.NEW, Added.ALREADY_PRESENT, Added.ALREADY_PRESENT, Added.ALREADY_PRESENT);
    }

    @Test
    default void addShouldKeepToTheBoundWhenManyComeAtOnce() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        List<java.util.concurrent.Callable<Added>> tasks = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Account other = store.person("other" + i);
            tasks.add(() -> add(store, alice, other, 2));
        }

        assertThat(Together.run(tasks))
                .extracting(Together.Outcome::value)
                .containsExactlyInAnyOrder(Added.NEW, Added.NEW, Added.FULL, Added.FULL);
    }

    @Test
    default void listShouldGoByTheFoldedDisplayNameThenTheUsername() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        List<String> displayed = List.of("bob", "Ärmel", "arm", "Zoë", "zoe", "Émile", "Äß", "Bob", "🦊");
        for (int i = 0; i < displayed.size(); i++) {
            Account person = store.person("user" + i);
            store.update(called(person, displayed.get(i)));
            add(store, alice, person, MOST);
        }

        assertThat(store.<List<String>>read(s -> of(s).list(alice.id(), PageRequest.FIRST).items().stream()
                        .map(person -> person.displayName().value())
                        .toList()))
                .containsExactly("arm", "Ärmel", "Äß", "bob", "Bob", "Émile", "Zoë", "zoe", "🦊");
    }

    @Test
    default void listShouldComePageByPageAndFollowNewNames() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            Account person = store.person("user" + i);
            store.update(called(person, i % 2 == 0 ? "Same" : "Other"));
            add(store, alice, person, MOST);
        }
        expected.addAll(List.of("user1", "user3", "user5", "user0", "user2", "user4", "user6"));

        List<String> seen = new ArrayList<>();
        String cursor = null;
        do {
            PageRequest request = new PageRequest(3, cursor);
            Page<Profile> page = store.read(s -> of(s).list(alice.id(), request));
            page.items().forEach(person -> seen.add(person.username().value()));
            cursor = page.next();
        } while (cursor != null);

        assertThat(seen).isEqualTo(expected);
    }

    @Test
    default void listShouldThrowWhenTheCursorBelongsToAnotherList() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");

        for (String cursor : List.of(
                "", "x", "é", PageKey.of("a").encode(), PageKey.of("a", "!").encode())) {
            assertThatThrownBy(() -> store.read(s -> of(s).list(alice.id(), new PageRequest(5, cursor))))
                    .isInstanceOfAny(InvalidCursor.class, IllegalArgumentException.class);
        }
    }

    @Test
    default void listShouldLeaveDeletedAccountsOut() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        add(store, alice, bob, MOST);
        store.update(bob.anonymised(LATER));

        assertThat(names(store, alice)).isEmpty();
        assertThat(remove(store, alice, bob)).isTrue();
    }

    @Test
    default void clearShouldRemoveTheOwnersListOnly() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        Account carol = store.person("carol");
        add(store, alice, bob, MOST);
        add(store, alice, carol, MOST);
        add(store, bob, alice, MOST);

        store.write(uow -> {
            of(uow).clear(alice.id());
            return null;
        });

        assertThat(names(store, alice)).isEmpty();
        assertThat(names(store, bob)).hasSize(1);
    }

    @Test
    default void changesShouldBeTakenBackWithTheTransaction() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");

        assertThatThrownBy(() -> store.write(uow -> {
                    of(uow).add(alice.id(), bob.id(), MOST, NOW);
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");

        assertThat(names(store, alice)).isEmpty();
    }

    @Test
    default void changesShouldNeedATransactionThatWrites() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");

        assertThatThrownBy(() -> store.read(s -> of(s).add(alice.id(), bob.id(), MOST, NOW)))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> store.read(s -> of(s).remove(alice.id(), bob.id())))
                .isInstanceOf(IllegalStateException.class);
    }
}
