package dev.chatrooms.application.spi;

import static dev.chatrooms.application.spi.StoreFixture.NOW;
import static dev.chatrooms.application.spi.StoreFixture.draft;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.event.EventContent;
import dev.chatrooms.application.event.LoggedEvent;
import dev.chatrooms.application.room.ReadMarker;
import dev.chatrooms.application.room.RoomView;
import dev.chatrooms.application.spi.ConstraintViolation.Constraint;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.Profile;
import dev.chatrooms.domain.event.EventKind;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.people.Blocking;
import dev.chatrooms.domain.room.DirectPair;
import dev.chatrooms.domain.room.Room;
import dev.chatrooms.domain.room.RoomKind;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The contract of {@link DirectRooms}, and of the other ports with regard to direct rooms. */
public interface DirectRoomsContract {
    /** Returns an empty store, one per test. */
    Storage storage();

    private static DirectPair pair(Account one, Account other) {
        return DirectPair.of(one.id(), other.id());
    }

    private static void block(StoreFixture store, Account owner, Account person) {
        store.write(uow -> uow.blocks().add(owner.id(), person.id(), 100, NOW));
    }

    private static Blocking between(StoreFixture store, Account sender, RoomId room) {
        return store.write(uow -> {
                    uow.rooms().lock(List.of(room));
                    return uow.messages().facts(List.of(draft(sender, room, "hello", null)), NOW);
                })
                .get(0)
                .blocking();
    }

    private static void assertTaken(Throwable failure) {
        assertThat(failure)
                .isInstanceOfSatisfying(
                        ConstraintViolation.class,
                        e -> assertThat(e.constraint()).isEqualTo(Constraint.DIRECT_PAIR));
    }

    // ---- one a pair

    @Test
    default void findShouldReturnThePairsRoomFromEitherSide() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        Account carol = store.person("carol");
        RoomId room = store.aDirectRoomOf(alice, bob);

        assertThat(store.directRooms().find(pair(bob, alice))).contains(room);
        assertThat(store.directRooms().find(pair(alice, carol))).isEmpty();
        assertThat(store.room(room).kind()).isEqualTo(RoomKind.DIRECT);
        assertThat(store.room(room).name()).isNull();
    }

    @Test
    default void pairOfShouldReturnThePairOfADirectRoom() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        RoomId room = store.aDirectRoomOf(alice, bob);

        assertThat(store.directRooms().pairOf(room)).contains(pair(alice, bob));
        assertThat(store.directRooms().pairOf(store.aPublicRoomWith(alice))).isEmpty();
        store.delete(room, alice);
        assertThat(store.directRooms().pairOf(room)).isEmpty();
    }

    @Test
    default void addShouldFailWhenThePairHasARoom() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        store.aDirectRoomOf(alice, bob);

        assertThatThrownBy(() -> store.aDirectRoomOf(bob, alice)).satisfies(DirectRoomsContract::assertTaken);
    }

    @Test
    default void oneOfManyConcurrentAddsShouldSucceed() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");

        List<Together.Outcome<RoomId>> outcomes = Together.run(4, () -> store.aDirectRoomOf(alice, bob));

        assertThat(outcomes).filteredOn(Together.Outcome::succeeded).hasSize(1);
        assertThat(outcomes)
                .filteredOn(outcome -> !outcome.succeeded())
                .allSatisfy(outcome -> assertTaken(outcome.failure()));
    }

    @Test
    default void addShouldSucceedWhenThePairsRoomWasDeleted() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        RoomId first = store.aDirectRoomOf(alice, bob);
        store.delete(first, alice);

        assertThat(store.directRooms().find(pair(alice, bob))).isEmpty();
        assertThat(store.aDirectRoomOf(bob, alice)).isNotEqualTo(first);
    }

    // ---- as each of the two sees it

    private static Profile peer(RoomView view) {
        assertThat(view.room().kind()).isEqualTo(RoomKind.DIRECT);
        return view.peer();
    }

    @Test
    default void viewsShouldShowEachTheOther() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        RoomId room = store.aDirectRoomOf(alice, bob);

        assertThat(peer(store.roomQueries().view(room, alice.id(), NOW).orElseThrow()))
                .isEqualTo(bob.profile());
        assertThat(peer(store.roomQueries().view(room, bob.id(), NOW).orElseThrow()))
                .isEqualTo(alice.profile());
        assertThat(store.roomQueries().ofViewer(bob.id(), PageRequest.FIRST).items())
                .extracting(DirectRoomsContract::peer)
                .containsExactly(alice.profile());
    }

    @Test
    default void listShouldShowEachRoomsOwnPeerAndNoneInOthers() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        Account carol = store.person("carol");
        store.aDirectRoomOf(alice, bob);
        store.aPublicRoomWith(alice, bob, carol);
        store.aDirectRoomOf(carol, alice);

        assertThat(store.roomQueries().ofViewer(alice.id(), PageRequest.FIRST).items())
                .extracting(view -> view.peer() == null ? null : view.peer().id())
                .containsExactly(carol.id(), null, bob.id());
    }

    @Test
    default void roomShouldBeHiddenFromOthers() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        Account carol = store.person("carol");
        RoomId room = store.aDirectRoomOf(alice, bob);

        assertThat(store.roomQueries().view(room, carol.id(), NOW)).isEmpty();
        assertThat(store.roomQueries()
                        .directory(carol.id(), null, PageRequest.FIRST, NOW)
                        .items())
                .isEmpty();
        assertThat(store.roomQueries()
                        .directory(alice.id(), null, PageRequest.FIRST, NOW)
                        .items())
                .isEmpty();
        assertThat(store.roomQueries()
                        .ofPerson(alice.id(), carol.id(), PageRequest.FIRST, NOW)
                        .items())
                .isEmpty();
        assertThat(store.roomQueries()
                        .ofPerson(alice.id(), bob.id(), PageRequest.FIRST, NOW)
                        .items())
                .singleElement()
                .satisfies(view -> assertThat(peer(view)).isEqualTo(alice.profile()));
        Page<Room> all = store.roomQueries().list(PageRequest.FIRST);
        assertThat(all.items()).isEmpty();
    }

    @Test
    default void logShouldShowThePeerToTheSubjectOfAJoinOnly() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        store.aDirectRoomOf(alice, bob);

        List<LoggedEvent> log = store.wholeLog();

        assertThat(log)
                .extracting(LoggedEvent::kind)
                .containsExactly(EventKind.ROOM_CREATED, EventKind.MEMBER_JOINED, EventKind.MEMBER_JOINED);
        EventContent.OfRoom created = (EventContent.OfRoom) log.get(0).content();
        assertThat(created.room().peer()).isNull();
        assertThat(created.room().me()).isNull();
        EventContent.Joined creator = (EventContent.Joined) log.get(1).content();
        EventContent.Joined other = (EventContent.Joined) log.get(2).content();
        assertThat(peer(creator.room())).isEqualTo(bob.profile());
        assertThat(peer(other.room())).isEqualTo(alice.profile());
        assertThat(store.said(alice)).containsExactly("room.created", "alice joined", "bob joined");
        assertThat(store.said(bob)).containsExactly("bob joined");
    }

    // ---- what decides on posting

    @Test
    default void factsShouldContainABlockInADirectRoomFromEitherSide() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        RoomId room = store.aDirectRoomOf(alice, bob);
        assertThat(between(store, alice, room)).isEqualTo(Blocking.NONE);

        block(store, alice, bob);

        assertThat(between(store, alice, room)).isEqualTo(new Blocking(true, false));
        assertThat(between(store, bob, room)).isEqualTo(new Blocking(false, true));
        block(store, bob, alice);
        assertThat(between(store, bob, room)).isEqualTo(new Blocking(true, true));
        store.write(uow -> uow.blocks().remove(alice.id(), bob.id()));
        assertThat(between(store, alice, room)).isEqualTo(new Blocking(false, true));
    }

    @Test
    default void closedByBlockShouldReturnTheDirectRoomsWithABlockFromEitherSide() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        Account carol = store.person("carol");
        RoomId withBob = store.aDirectRoomOf(alice, bob);
        RoomId withCarol = store.aDirectRoomOf(alice, carol);
        RoomId open = store.aDirectRoomOf(bob, carol);
        RoomId other = store.aPrivateRoomWith(alice, bob);
        block(store, alice, bob);
        block(store, carol, alice);

        assertThat(store.directRooms().closedByBlock(List.of(withBob, withCarol, open, other)))
                .containsExactlyInAnyOrder(withBob, withCarol);
        assertThat(store.directRooms().closedByBlock(List.of())).isEmpty();
        store.delete(withBob, alice);
        assertThat(store.directRooms().closedByBlock(List.of(withBob))).isEmpty();
    }

    @Test
    default void markersShouldBeHiddenFromTheOtherMemberUnderABlock() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        RoomId direct = store.aDirectRoomOf(alice, bob);
        RoomId other = store.aPrivateRoomWith(alice, bob);
        block(store, alice, bob);

        for (Account viewer : List.of(alice, bob)) {
            assertThat(readers(store, direct, viewer)).containsExactly(viewer.id());
            assertThat(readers(store, other, viewer)).containsExactlyInAnyOrder(alice.id(), bob.id());
        }
        store.write(uow -> uow.blocks().remove(alice.id(), bob.id()));
        assertThat(readers(store, direct, bob)).containsExactlyInAnyOrder(alice.id(), bob.id());
    }

    private static List<AccountId> readers(StoreFixture store, RoomId room, Account viewer) {
        return store.read(
                s -> s.markers().list(room, viewer.id(), PageRequest.FIRST, NOW).orElseThrow().items().stream()
                        .map(ReadMarker::userId)
                        .toList());
    }

    @Test
    default void factsShouldContainNoBlockInOtherRooms() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        Account carol = store.person("carol");
        RoomId withTwo = store.aPrivateRoomWith(alice, bob);
        RoomId withCarol = store.aDirectRoomOf(alice, carol);
        block(store, alice, bob);
        block(store, bob, carol);

        assertThat(between(store, alice, withTwo)).isEqualTo(Blocking.NONE);
        assertThat(between(store, alice, withCarol)).isEqualTo(Blocking.NONE);
        assertThat(between(store, bob, withCarol)).as("a stranger").isEqualTo(Blocking.NONE);
        assertThat(between(store, bob, new RoomId(UUID.randomUUID()))).isEqualTo(Blocking.NONE);
    }
}
