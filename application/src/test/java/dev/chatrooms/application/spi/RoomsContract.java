package dev.chatrooms.application.spi;

import static dev.chatrooms.application.spi.StoreFixture.LATER;
import static dev.chatrooms.application.spi.StoreFixture.NOW;
import static dev.chatrooms.application.spi.StoreFixture.create;
import static dev.chatrooms.application.spi.StoreFixture.disabled;
import static dev.chatrooms.application.spi.StoreFixture.locked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.room.MemberView;
import dev.chatrooms.application.spi.ConstraintViolation.Constraint;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.ExternalRoomId;
import dev.chatrooms.domain.room.LeaveReason;
import dev.chatrooms.domain.room.Membership;
import dev.chatrooms.domain.room.Role;
import dev.chatrooms.domain.room.Room;
import dev.chatrooms.domain.room.RoomChange;
import dev.chatrooms.domain.room.RoomEvent;
import dev.chatrooms.domain.room.RoomKind;
import dev.chatrooms.domain.room.RoomName;
import dev.chatrooms.domain.room.Standing;
import dev.chatrooms.domain.room.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The contract of {@link Rooms}. */
public interface RoomsContract {
    /** Returns an empty store, one per test. */
    Storage storage();

    private static void add(StoreFixture store, Room room) {
        store.write(uow -> {
            uow.rooms().add(room);
            return null;
        });
    }

    private static void assertViolated(Throwable failure, Constraint constraint) {
        assertThat(failure)
                .isInstanceOfSatisfying(
                        ConstraintViolation.class,
                        e -> assertThat(e.constraint()).isEqualTo(constraint));
    }

    // ---- external ids

    private static Room named(StoreFixture store, RoomId id, String externalId) {
        return store.write(uow -> {
            uow.rooms().setExternalId(id, new ExternalRoomId(externalId));
            return uow.rooms().find(id).orElseThrow();
        });
    }

    @Test
    default void findByExternalIdShouldFindTheRoomThatHasExactlyThisId() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Room room = named(store, store.aPublicRoomWith(alice), "order/7 \uD83E\uDD8A");

        assertThat(store.rooms().findByExternalId(new ExternalRoomId("order/7 \uD83E\uDD8A")))
                .contains(room);
        assertThat(store.rooms().findByExternalId(new ExternalRoomId("Order/7 \uD83E\uDD8A")))
                .isEmpty();
    }

    @Test
    default void anExternalIdShouldBeUniqueUntilItsRoomIsDeleted() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        RoomId first = store.aPublicRoomWith(alice);
        RoomId second = store.aPublicRoomWith(alice);
        named(store, first, "order-7");

        assertThatThrownBy(() -> named(store, second, "order-7"))
                .satisfies(failure -> assertViolated(failure, Constraint.EXTERNAL_ROOM_ID));
        store.delete(first, alice);
        assertThat(store.rooms().findByExternalId(new ExternalRoomId("order-7")))
                .isEmpty();

        Room room = named(store, second, "order-7");
        assertThat(store.rooms().findByExternalId(new ExternalRoomId("order-7")))
                .contains(room);
    }

    // ---- adding and finding

    @Test
    default void findShouldReturnTheRoomWithItsMembersCounted() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Room.Change created = create(RoomKind.PRIVATE, "Tea 🫖 & \"cakes\"", alice);

        add(store, created.room());
        Room empty = store.room(created.room().id());
        store.write(uow -> {
            uow.rooms().addMember(created.membership());
            return null;
        });

        assertThat(empty.memberCount()).isZero();
        assertThat(store.room(created.room().id())).isEqualTo(created.room());
    }

    @Test
    default void findShouldBeEmptyWhenTheIdIsUnknown() {
        assertThat(StoreFixture.in(storage()).rooms().find(new RoomId(UUID.randomUUID())))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Straße, STRASSE",
        "Caf\u00E9, Cafe\u0301", // composed and decomposed
        "한국, \u1112\u1161\u11AB\u1100\u116E\u11A8",
        "Tea, Ｔｅａ",
        "Green tea, 'Green \u00A0 tea '"
    })
    default void addShouldFailWhenAPublicRoomHasTheNameInAnySpelling(String name, String other) {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        store.aPublicRoomOf(alice, name);

        assertThatThrownBy(
                        () -> add(store, create(RoomKind.PUBLIC, other, alice).room()))
                .satisfies(e -> assertViolated(e, Constraint.PUBLIC_ROOM_NAME));
    }

    @Test
    default void addShouldAllowPublicNamesThatDifferInAccents() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        store.aPublicRoomOf(alice, "Café");

        assertThat(store.room(store.aPublicRoomOf(alice, "Cafe")).name()).isEqualTo(new RoomName("Cafe"));
    }

    @Test
    default void addShouldAllowAnyNameToPrivateRooms() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        store.aPublicRoomOf(alice, "Tea");

        Room first = create(RoomKind.PRIVATE, "tea", alice).room();
        Room second = create(RoomKind.PRIVATE, "tea", alice).room();
        add(store, first);
        add(store, second);

        assertThat(List.of(store.room(first.id()), store.room(second.id())))
                .extracting(Room::kind, Room::name)
                .containsOnly(tuple(RoomKind.PRIVATE, first.name()))
                .hasSize(2);
    }

    @Test
    default void oneOfManyConcurrentAddsShouldGetThePublicName() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");

        List<Together.Outcome<RoomId>> outcomes = Together.run(4, () -> store.aPublicRoomOf(alice, "Tea"));

        assertThat(outcomes).filteredOn(Together.Outcome::succeeded).hasSize(1);
        assertThat(outcomes)
                .filteredOn(outcome -> !outcome.succeeded())
                .allSatisfy(outcome -> assertViolated(outcome.failure(), Constraint.PUBLIC_ROOM_NAME));
    }

    // ---- locking

    @Test
    default void lockShouldReturnTheCurrentStateOfExistingRooms() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        RoomId tea = store.aPublicRoomOf(alice, "Tea");
        RoomId gone = store.aPublicRoomOf(alice, "Gone");
        store.say(alice, tea, "hello");
        store.delete(gone, alice);

        Map<RoomId, Room> locked =
                store.write(uow -> uow.rooms().lock(List.of(tea, gone, new RoomId(UUID.randomUUID()), tea)));

        assertThat(locked).isEqualTo(Map.of(tea, store.room(tea)));
        assertThat(locked.get(tea).lastSeq()).isEqualTo(1);
        assertThat(store.<Object>write(uow -> uow.rooms().lock(Set.of()))).isEqualTo(Map.of());
    }

    @Test
    default void lockUnlessHeldShouldReturnNoRoomThatCanBeLocked() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        RoomId tea = store.aPublicRoomOf(alice, "Tea");
        RoomId gone = store.aPublicRoomOf(alice, "Gone");
        store.delete(gone, alice);

        Set<RoomId> held = store.write(uow -> {
            locked(uow, tea);
            return uow.rooms().lockUnlessHeld(List.of(tea, gone, new RoomId(UUID.randomUUID())));
        });

        assertThat(held).isEmpty();
        assertThatThrownBy(() -> store.read(stores -> stores.rooms().lockUnlessHeld(Set.of(tea))))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    default void lockShouldWaitForTheHolderAndSeeItsChanges() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        RoomId tea = store.aPublicRoomOf(alice, "Tea");
        CountDownLatch firstHasLocked = new CountDownLatch(1);
        CountDownLatch secondIsWaiting = new CountDownLatch(1);

        List<Together.Outcome<Long>> outcomes = Together.run(List.<Callable<Long>>of(
                () -> store.write(uow -> {
                    locked(uow, tea);
                    firstHasLocked.countDown();
                    Together.await(secondIsWaiting);
                    return StoreFixture.say(uow, alice, tea, "first").seq();
                }),
                () -> {
                    Together.await(firstHasLocked);
                    secondIsWaiting.countDown();
                    return store.write(uow -> locked(uow, tea).lastSeq());
                }));

        assertThat(outcomes).extracting(Together.Outcome::value).containsExactly(1L, 1L);
    }

    @Test
    default void lockShouldNotDeadlockWhenTransactionsNameRoomsInDifferentOrder() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        List<RoomId> rooms = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            rooms.add(store.aPrivateRoomWith(alice));
        }
        List<RoomId> backwards = new ArrayList<>(rooms);
        java.util.Collections.reverse(backwards);

        List<Together.Outcome<Object>> outcomes = Together.run(List.<Callable<Object>>of(
                () -> lockOften(store, rooms), () -> lockOften(store, backwards), () -> lockOften(store, rooms)));

        assertThat(outcomes).allMatch(Together.Outcome::succeeded);
    }

    private static Object lockOften(StoreFixture store, List<RoomId> rooms) {
        for (int i = 0; i < 20; i++) {
            store.write(uow -> uow.rooms().lock(rooms).size());
        }
        return "done";
    }

    // ---- deleting

    @Test
    default void deleteShouldHideTheRoomAndFreeItsName() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        RoomId tea = store.aPublicRoomOf(alice, "Tea");

        store.delete(tea, alice);

        assertThat(store.rooms().find(tea)).isEmpty();
        assertThat(store.rooms().standing(tea, alice.id(), NOW).isMember()).isFalse();
        store.aPublicRoomOf(alice, "TEA");
    }

    @Test
    default void deleteShouldHideTheRoomInItsOwnTransaction() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        RoomId tea = store.aPublicRoomOf(alice, "Tea");

        assertThat(store.<Boolean>write(uow -> {
                    uow.rooms().delete(tea);
                    uow.append(new RoomEvent.Deleted(tea, alice.id()), NOW);
                    return uow.rooms().find(tea).isPresent();
                }))
                .isFalse();
    }

    @Test
    default void deleteShouldHaveNoEffectWhenThereIsNoSuchRoom() {
        StoreFixture store = StoreFixture.in(storage());

        assertThat(store.<Boolean>write(uow -> uow.rooms().delete(new RoomId(UUID.randomUUID()))))
                .isFalse();
    }

    @Test
    default void deleteShouldDoNothingTheSecondTime() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        RoomId tea = store.aPublicRoomOf(alice, "Tea");
        store.delete(tea, alice);

        assertThat(store.<Boolean>write(uow -> uow.rooms().delete(tea))).isFalse();
    }

    // ---- members

    @Test
    default void addMemberShouldFailWhenTheAccountIsAMember() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        RoomId tea = store.aPublicRoomWith(alice, bob);

        assertThatThrownBy(() -> store.join(bob, tea)).satisfies(e -> assertViolated(e, Constraint.MEMBERSHIP));
        assertThat(store.room(tea).memberCount()).isEqualTo(2);
    }

    @Test
    default void oneOfManyConcurrentJoinsOfAnAccountShouldSucceed() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        RoomId tea = store.aPublicRoomWith(alice);

        List<Together.Outcome<Position>> outcomes = Together.run(4, () -> store.join(bob, tea));

        assertThat(outcomes).filteredOn(Together.Outcome::succeeded).hasSize(1);
        assertThat(outcomes)
                .filteredOn(outcome -> !outcome.succeeded())
                .allSatisfy(outcome -> assertViolated(outcome.failure(), Constraint.MEMBERSHIP));
        assertThat(store.room(tea).memberCount()).isEqualTo(2);
    }

    @Test
    default void memberCountShouldBeRightWhenManyJoinConcurrently() {
        StoreFixture store = StoreFixture.in(storage());
        RoomId tea = store.aPublicRoomWith(store.person("alice"));
        List<Callable<Position>> joins = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            Account person = store.person("person" + i);
            joins.add(() -> store.join(person, tea));
        }

        assertThat(Together.<Position>run(joins)).allMatch(Together.Outcome::succeeded);

        assertThat(store.room(tea).memberCount()).isEqualTo(7);
    }

    @Test
    default void removeMemberShouldDecrementTheCountOnceAndHaveNoEffectOnNonMembers() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        RoomId tea = store.aPublicRoomWith(alice, bob);

        store.leave(bob, tea);
        store.write(uow -> {
            locked(uow, tea);
            uow.rooms().removeMember(tea, bob.id());
            return null;
        });

        assertThat(store.room(tea).memberCount()).isEqualTo(1);
        assertThat(store.rooms().standing(tea, bob.id(), NOW).isMember()).isFalse();
    }

    @Test
    default void removeMemberShouldDecrementTheCountOfEachRoomTheAccountIsAMemberOf() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        RoomId tea = store.aPublicRoomWith(alice, bob);
        RoomId chess = store.aPrivateRoomWith(bob, alice);
        RoomId stays = store.aPrivateRoomWith(alice, bob);
        RoomId notBobs = store.aPrivateRoomWith(alice);

        store.write(uow -> {
            List<RoomId> rooms = List.of(tea, chess, notBobs);
            uow.rooms().lock(rooms);
            uow.rooms().removeMember(rooms, bob.id());
            uow.rooms().removeMember(List.of(), bob.id());
            return null;
        });

        assertThat(List.of(tea, chess, stays, notBobs))
                .extracting(room -> store.room(room).memberCount())
                .containsExactly(1, 1, 2, 1);
        assertThat(store.roomQueries().memberSince(bob.id())).containsOnlyKeys(stays);
        assertThat(store.roomQueries().memberSince(alice.id())).containsOnlyKeys(tea, chess, stays, notBobs);
    }

    @Test
    default void joinedRoomsShouldReturnAllRoomsWithMembershipAndOwnerCount() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        RoomId tea = store.aPublicRoomWith(alice, bob);
        RoomId chess = store.aPrivateRoomWith(bob, alice);
        RoomId gone = store.aPrivateRoomWith(bob);
        RoomId left = store.aPublicRoomWith(alice, bob);
        store.join(store.person("carol"), tea, Role.OWNER);
        store.say(alice, tea, "hello");
        store.delete(gone, bob);
        store.leave(bob, left);

        List<Rooms.JoinedRoom> stays = store.rooms().joinedRooms(bob.id());

        assertThat(stays).hasSize(2);
        for (Rooms.JoinedRoom stay : stays) {
            RoomId room = stay.room().id();
            assertThat(stay.room()).isEqualTo(store.room(room));
            assertThat(stay.membership())
                    .isEqualTo(store.rooms().standing(room, bob.id(), NOW).membership());
            assertThat(stay.membership().role()).isEqualTo(room.equals(chess) ? Role.OWNER : Role.MEMBER);
            assertThat(stay.owners()).isEqualTo(room.equals(chess) ? 1 : 2);
        }
        assertThat(stays).extracting(stay -> stay.room().id().toString()).isSorted();
    }

    @Test
    default void addMemberShouldFailWhenTheAccountIsDeleted() {
        StoreFixture store = StoreFixture.in(storage());
        RoomId tea = store.aPublicRoomWith(store.person("alice"));
        Account bob = store.person("bob");
        store.update(bob.anonymised(LATER));

        assertThatThrownBy(() -> store.join(bob, tea)).isInstanceOf(StoreUnavailable.class);

        assertThat(store.room(tea).memberCount()).isEqualTo(1);
    }

    @Test
    default void membersShouldHaveTheNewNameWhenAnAccountIsAnonymised() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        RoomId tea = store.aPublicRoomWith(alice, bob);
        Account gone = bob.anonymised(LATER);

        store.update(gone);

        PageRequest one = new PageRequest(1, null);
        var first = store.roomQueries().members(tea, alice.id(), one, NOW).orElseThrow();
        var second = store.roomQueries()
                .members(tea, alice.id(), new PageRequest(1, first.next()), NOW)
                .orElseThrow();
        assertThat(second.items()).extracting(MemberView::user).containsExactly(gone.profile());
    }

    @Test
    default void countShouldCountOneRole() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        RoomId tea = store.aPublicRoomWith(alice, store.person("bob"), store.person("carol"));
        store.join(store.person("dave"), tea, Role.OWNER);

        assertThat(store.rooms().countMembers(tea, Role.OWNER)).isEqualTo(2);
        assertThat(store.rooms().countMembers(tea, Role.MODERATOR)).isZero();
        assertThat(store.rooms().countMembers(tea, Role.MEMBER)).isEqualTo(2);
    }

    @Test
    default void successorsShouldBeTheLongestStandingModeratorOrElseMember() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        Account carol = store.person("carol");
        Account dave = store.person("dave");
        RoomId moderated = store.aPublicRoomWith(alice, bob);
        store.join(carol, moderated, Role.MODERATOR);
        RoomId plain = store.aPublicRoomWith(alice, dave, bob);
        RoomId alone = store.aPrivateRoomWith(alice);
        RoomId disabled = store.aPublicRoomWith(alice, carol);
        store.join(dave, disabled, Role.MODERATOR);
        store.update(StoreFixture.disabled(dave));

        Map<RoomId, AccountId> successors =
                store.rooms().successors(List.of(moderated, plain, alone, disabled), alice.id());

        assertThat(successors)
                .containsOnly(
                        Map.entry(moderated, carol.id()), Map.entry(plain, bob.id()), Map.entry(disabled, carol.id()));
    }

    @Test
    default void joiningAndLeavingInOneTransactionShouldLeaveNoMemberAndBothEvents() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        RoomId tea = store.aPublicRoomWith(alice);

        store.write(uow -> {
            StoreFixture.join(uow, bob, tea, Role.MEMBER);
            StoreFixture.end(uow, bob, tea, LeaveReason.LEFT);
            return null;
        });

        assertThat(store.room(tea).memberCount()).isEqualTo(1);
        assertThat(store.said(bob)).containsExactly("bob joined", "member.left");
    }

    @Test
    default void joiningAndPostingInOneTransactionShouldMoveTheMarker() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        RoomId tea = store.aPublicRoomWith(alice);
        Position before = store.head();

        store.write(uow -> {
            StoreFixture.join(uow, bob, tea, Role.MEMBER);
            return StoreFixture.say(uow, bob, tea, "hello");
        });

        assertThat(store.rooms().standing(tea, bob.id(), NOW).membership().readSeq())
                .isEqualTo(1);
        assertThat(store.roomQueries().memberSince(bob.id())).isEqualTo(Map.of(tea, before.plus(1)));
    }

    // ---- changing

    private static boolean update(StoreFixture store, RoomId room, RoomChange change) {
        return store.write(uow -> uow.rooms().update(changed(locked(uow, room), change)));
    }

    private static Room changed(Room room, RoomChange change) {
        Membership owner = Membership.starting(room, room.createdBy(), Role.OWNER, NOW);
        Standing standing = new Standing(room.createdBy(), owner, false, true);
        return room.update(change, standing, false, LATER)
                .orElseThrow(refusal -> new IllegalStateException(refusal.detail()))
                .map(Room.Update::room)
                .orElse(room);
    }

    @Test
    default void updateShouldChangeTheRoomAndKeepItsCounters() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        RoomId tea = store.aPublicRoomWith(alice, store.person("bob"));
        store.say(alice, tea, "hello");
        Room before = store.room(tea);
        RoomChange change = new RoomChange(new RoomName("Coffee"), new Topic("Beans"), RoomKind.PRIVATE);

        assertThat(update(store, tea, change)).isTrue();

        assertThat(store.room(tea)).isEqualTo(changed(before, change));
        assertThat(store.room(tea).lastSeq()).isEqualTo(1);
        assertThat(store.room(tea).memberCount()).isEqualTo(2);
    }

    @Test
    default void updateShouldHaveNoEffectWhenTheRoomIsDeleted() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        RoomId tea = store.aPublicRoomWith(alice);
        Room before = store.room(tea);
        RoomChange change = new RoomChange(new RoomName("Coffee"), null, null);

        store.delete(tea, alice);

        assertThat(store.<Boolean>write(uow -> uow.rooms().update(changed(before, change))))
                .isFalse();
    }

    @Test
    default void updateShouldKeepPublicNamesUnique() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        RoomId tea = store.aPublicRoomOf(alice, "Tea");
        RoomId coffee = store.aPublicRoomOf(alice, "Coffee");
        RoomId hidden = store.aPrivateRoomWith(alice);
        RoomChange toTea = new RoomChange(new RoomName("TEA"), null, null);

        assertThatThrownBy(() -> update(store, coffee, toTea))
                .satisfies(e -> assertViolated(e, Constraint.PUBLIC_ROOM_NAME));
        assertThat(update(store, hidden, toTea)).as("private").isTrue();
        assertThatThrownBy(() -> update(store, hidden, new RoomChange(null, null, RoomKind.PUBLIC)))
                .satisfies(e -> assertViolated(e, Constraint.PUBLIC_ROOM_NAME));
        assertThat(update(store, tea, toTea)).as("its own").isTrue();
        assertThat(update(store, tea, new RoomChange(new RoomName("Milk"), null, null)))
                .isTrue();
        assertThat(update(store, coffee, toTea)).as("free by now").isTrue();
        assertThat(update(store, coffee, new RoomChange(null, null, RoomKind.PRIVATE)))
                .isTrue();
        store.aPublicRoomOf(alice, "tea");
    }

    @Test
    default void setRoleShouldChangeNothingButTheRole() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        RoomId tea = store.aPublicRoomWith(alice, bob);
        Membership before = store.rooms().standing(tea, bob.id(), NOW).membership();
        Position since = store.roomQueries().memberSince(bob.id()).get(tea);

        assertThat(setRole(store, tea, bob.id(), Role.OWNER)).isTrue();

        assertThat(store.rooms().standing(tea, bob.id(), NOW).membership())
                .isEqualTo(
                        new Membership(tea, bob.id(), Role.OWNER, before.joinedAt(), before.readSeq(), false, false));
        assertThat(store.roomQueries().memberSince(bob.id())).containsEntry(tea, since);
        assertThat(store.rooms().countMembers(tea, Role.OWNER)).isEqualTo(2);
        assertThat(setRole(store, tea, new AccountId(UUID.randomUUID()), Role.OWNER))
                .isFalse();
    }

    private static boolean setRole(StoreFixture store, RoomId room, AccountId account, Role role) {
        return store.write(uow -> uow.rooms().setRole(room, account, role));
    }

    // ---- standing

    @Test
    default void standingShouldReturnMembershipAndBan() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        RoomId tea = store.aPublicRoomWith(alice);
        Room room = store.room(tea);

        assertThat(store.rooms().standing(tea, alice.id(), NOW))
                .isEqualTo(
                        new Standing(alice.id(), Membership.starting(room, alice.id(), Role.OWNER, NOW), false, true));
        assertThat(store.rooms().standing(tea, bob.id(), NOW)).isEqualTo(new Standing(bob.id(), null, false, true));
    }

    @Test
    default void standingShouldBeANonMembersWhenRoomOrAccountIsUnknown() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        RoomId tea = store.aPublicRoomWith(alice);
        AccountId unknown = new AccountId(UUID.randomUUID());

        assertThat(store.rooms().standing(new RoomId(UUID.randomUUID()), alice.id(), NOW))
                .isEqualTo(new Standing(alice.id(), null, false, true));
        assertThat(store.rooms().standing(tea, unknown, NOW)).isEqualTo(new Standing(unknown, null, false, false));
    }

    @Test
    default void standingShouldShowThatAnAccountIsDisabled() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        RoomId tea = store.aPublicRoomWith(alice);

        store.update(disabled(alice));

        Standing standing = store.rooms().standing(tea, alice.id(), NOW);
        assertThat(standing.accountActive()).isFalse();
        assertThat(standing.isMember()).isTrue();
    }

    @Test
    default void banShouldHoldUntilItEnds() {
        StoreFixture store = StoreFixture.in(storage());
        Account bob = store.person("bob");
        RoomId tea = store.aPublicRoomWith(store.person("alice"));

        store.ban(bob, tea, LATER);

        assertThat(store.rooms().standing(tea, bob.id(), NOW).banned()).isTrue();
        assertThat(store.rooms().standing(tea, bob.id(), LATER.minusMillis(1)).banned())
                .isTrue();
        assertThat(store.rooms().standing(tea, bob.id(), LATER).banned()).isFalse();
    }

    @Test
    default void banShouldReplaceTheOneBefore() {
        StoreFixture store = StoreFixture.in(storage());
        Account bob = store.person("bob");
        RoomId tea = store.aPublicRoomWith(store.person("alice"));

        store.ban(bob, tea, NOW);
        store.ban(bob, tea, null);

        assertThat(store.rooms().standing(tea, bob.id(), LATER).banned()).isTrue();
    }

    @Test
    default void countOwnedShouldCountUndeletedRoomsOfOwnersOnlyUpToTheLimit() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        store.aPrivateRoomWith(alice, bob);
        store.aPublicRoomOf(alice, "Tea");
        store.aPrivateRoomWith(bob, alice);
        store.delete(store.aPrivateRoomWith(alice, bob), alice);

        assertThat(store.rooms().countOwned(alice.id(), 10)).isEqualTo(2);
        assertThat(store.rooms().countOwned(alice.id(), 1)).isEqualTo(1);
        assertThat(store.rooms().countOwned(bob.id(), 10)).isEqualTo(1);
    }
}
