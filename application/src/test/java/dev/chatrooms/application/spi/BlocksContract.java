package dev.chatrooms.application.spi;

import static dev.chatrooms.application.spi.StoreFixture.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.people.Blocking;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The contract of {@link Blocks} beyond that of a {@link PersonList}. */
public interface BlocksContract extends PersonListContract {
    @Override
    default PersonList of(Stores stores) {
        return stores.blocks();
    }

    @Test
    default void betweenShouldReturnBlocksInBothDirections() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account mine = store.person("mine");
        Account theirs = store.person("theirs");
        Account both = store.person("both");
        Account none = store.person("none");
        store.write(uow -> {
            uow.blocks().add(alice.id(), mine.id(), MOST, NOW);
            uow.blocks().add(alice.id(), both.id(), MOST, NOW);
            uow.blocks().add(theirs.id(), alice.id(), MOST, NOW);
            uow.blocks().add(both.id(), alice.id(), MOST, NOW);
            uow.blocks().add(mine.id(), none.id(), MOST, NOW);
            return null;
        });

        Map<AccountId, Blocking> between = store.read(
                s -> s.blocks().between(alice.id(), List.of(mine.id(), theirs.id(), both.id(), none.id(), alice.id())));

        assertThat(between)
                .containsOnly(
                        Map.entry(mine.id(), new Blocking(true, false)),
                        Map.entry(theirs.id(), new Blocking(false, true)),
                        Map.entry(both.id(), new Blocking(true, true)));
        assertThat(store.<Blocking>read(s -> s.blocks().between(theirs.id(), alice.id())))
                .isEqualTo(new Blocking(true, false));
        assertThat(store.<Map<AccountId, Blocking>>read(s -> s.blocks().between(alice.id(), List.of())))
                .isEmpty();
    }

    @Test
    default void amongShouldReturnBlocksInEitherDirectionBetweenTwoSets() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        Account carol = store.person("carol");
        Account dave = store.person("dave");
        Account erin = store.person("erin");
        store.write(uow -> {
            uow.blocks().add(alice.id(), carol.id(), MOST, NOW);
            uow.blocks().add(carol.id(), alice.id(), MOST, NOW);
            uow.blocks().add(dave.id(), alice.id(), MOST, NOW);
            uow.blocks().add(alice.id(), bob.id(), MOST, NOW);
            uow.blocks().add(bob.id(), erin.id(), MOST, NOW);
            return null;
        });

        assertThat(among(store, List.of(alice.id(), bob.id()), List.of(carol.id(), dave.id())))
                .containsOnly(Map.entry(alice.id(), Set.of(carol.id(), dave.id())));
        assertThat(among(store, List.of(alice.id()), List.of(alice.id(), bob.id())))
                .containsOnly(Map.entry(alice.id(), Set.of(bob.id())));
        assertThat(among(store, List.of(), List.of(carol.id()))).isEmpty();
        assertThat(among(store, List.of(alice.id()), List.of())).isEmpty();
    }

    @Test
    default void isBlockedByMemberShouldCountOnlyBlocksOfMembers() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        Account carol = store.person("carol");
        RoomId tea = store.aPublicRoomWith(alice, bob);
        store.write(uow -> {
            uow.blocks().add(bob.id(), alice.id(), MOST, NOW);
            uow.blocks().add(carol.id(), bob.id(), MOST, NOW);
            return null;
        });

        assertThat(store.<Boolean>read(s -> s.blocks().isBlockedByMember(alice.id(), tea)))
                .isTrue();
        assertThat(store.<Boolean>read(s -> s.blocks().isBlockedByMember(bob.id(), tea)))
                .as("by an account that is not a member, and not by alice")
                .isFalse();
        assertThat(store.<Boolean>read(s -> s.blocks().isBlockedByMember(alice.id(), new RoomId(UUID.randomUUID()))))
                .isFalse();
    }

    @Test
    default void lockShouldAcceptAnyOwners() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");

        assertThat(store.<PersonList.Added>write(uow -> {
                    uow.blocks().lock(List.of());
                    uow.blocks().lock(List.of(bob.id(), alice.id()));
                    return uow.blocks().add(alice.id(), bob.id(), MOST, NOW);
                }))
                .isEqualTo(PersonList.Added.NEW);
    }

    private static Map<AccountId, Set<AccountId>> among(
            StoreFixture store, List<AccountId> people, List<AccountId> others) {
        return store.read(s -> s.blocks().among(people, others));
    }
}
