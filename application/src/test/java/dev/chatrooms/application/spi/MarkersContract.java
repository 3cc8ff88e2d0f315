package dev.chatrooms.application.spi;

import static dev.chatrooms.application.spi.StoreFixture.LATER;
import static dev.chatrooms.application.spi.StoreFixture.NOW;
import static dev.chatrooms.application.spi.StoreFixture.disabled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatrooms.application.common.InvalidCursor;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.room.OwnMembership;
import dev.chatrooms.application.room.ReadMarker;
import dev.chatrooms.application.spi.Markers.Place;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.message.Draft;
import dev.chatrooms.domain.message.Message;
import dev.chatrooms.domain.message.MessageEvent;
import dev.chatrooms.domain.room.Membership;
import dev.chatrooms.domain.room.Role;
import dev.chatrooms.domain.room.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The contract of {@link Markers}. */
public interface MarkersContract {
    /** Returns an empty store, one per test. */
    Storage storage();

    private static Membership membership(StoreFixture store, RoomId room, Account account) {
        return store.rooms().standing(room, account.id(), NOW).membership();
    }

    private static List<OwnMembership> move(StoreFixture store, Membership... moved) {
        return store.write(uow -> {
            for (Membership membership : moved) {
                uow.rooms().lock(Set.of(membership.roomId()));
            }
            return uow.markers().move(List.of(moved), LATER);
        });
    }

    private static List<ReadMarker> markers(StoreFixture store, RoomId room, Account viewer) {
        return store.markers()
                .list(room, viewer.id(), PageRequest.FIRST, NOW)
                .orElseThrow()
                .items();
    }

    @Test
    default void standingsShouldBeThoseOfEachPlaceInOrder() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        Account eve = store.person("eve");
        RoomId tea = store.aPublicRoomWith(alice, bob);
        RoomId theirs = store.aPrivateRoomWith(bob);
        store.ban(eve, tea, null);
        store.update(disabled(bob));
        List<Place> places = List.of(
                new Place(tea, bob.id()),
                new Place(tea, alice.id()),
                new Place(theirs, alice.id()),
                new Place(tea, eve.id()),
                new Place(tea, new AccountId(UUID.randomUUID())),
                new Place(tea, bob.id()));

        List<Standing> standings = store.markers().standings(places, NOW);

        assertThat(standings)
                .isEqualTo(places.stream()
                        .map(place -> store.rooms().standing(place.room(), place.account(), NOW))
                        .toList());
        assertThat(standings.get(0).accountActive()).isFalse();
        assertThat(standings.get(1).membership().role()).isEqualTo(Role.OWNER);
        assertThat(standings.get(3).banned()).isTrue();
        assertThat(store.markers().standings(List.of(), NOW)).isEmpty();
    }

    @Test
    default void moveShouldMoveEachMarkerAndNothingElse() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        RoomId tea = store.aPublicRoomWith(alice, bob);
        RoomId cakes = store.aPublicRoomWith(alice, bob);
        for (int i = 0; i < 3; i++) {
            store.say(alice, tea, "tea");
            store.say(alice, cakes, "cake");
        }
        Membership inTea = membership(store, tea, bob).readTo(2);
        Membership inCakes = membership(store, cakes, bob).readTo(3);

        List<OwnMembership> mine = move(store, inTea, inCakes);

        assertThat(mine).extracting(OwnMembership::membership).containsExactly(inTea, inCakes);
        assertThat(membership(store, tea, bob)).isEqualTo(inTea);
        assertThat(membership(store, cakes, bob)).isEqualTo(inCakes);
        assertThat(membership(store, tea, alice).readSeq()).isEqualTo(3);
        assertThat(move(store)).isEmpty();
    }

    @Test
    default void moveShouldKeepTheFurthestMarkerForOthersWhenItMovesBack() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        RoomId tea = store.aPublicRoomWith(alice, bob);
        for (int i = 0; i < 3; i++) {
            store.say(alice, tea, "tea @room");
        }
        move(store, membership(store, tea, bob).readTo(2));
        store.write(uow ->
                uow.markers().move(List.of(membership(store, tea, bob).markedAt(1)), LATER.plusSeconds(1)));

        Membership back = membership(store, tea, bob);
        assertThat(back.readSeq()).isEqualTo(1);
        assertThat(back.furthestReadSeq()).isEqualTo(2);
        assertThat(markers(store, tea, alice)).contains(new ReadMarker(bob.id(), 2, LATER));
        store.write(uow -> uow.markers().move(List.of(back.readTo(2)), LATER.plusSeconds(2)));
        assertThat(markers(store, tea, alice)).contains(new ReadMarker(bob.id(), 2, LATER));
        store.write(uow -> uow.markers().move(List.of(back.readTo(3).markedAt(0)), LATER.plusSeconds(3)));
        assertThat(markers(store, tea, alice)).contains(new ReadMarker(bob.id(), 3, LATER.plusSeconds(3)));
        assertThat(membership(store, tea, bob).readSeq()).isZero();

        store.say(bob, tea, "mine");

        assertThat(membership(store, tea, bob).readSeq()).isEqualTo(4);
        assertThat(membership(store, tea, bob).furthestReadSeq()).isEqualTo(4);
    }

    @Test
    default void moveShouldFailWhenAnAccountIsNoMember() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        RoomId tea = store.aPublicRoomWith(alice, bob);
        Membership left = membership(store, tea, bob);
        store.leave(bob, tea);

        assertThatThrownBy(() -> move(store, left.readTo(9))).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> store.write(uow -> {
                    uow.markers().keep(left.kept(true, null));
                    return null;
                }))
                .isInstanceOf(RuntimeException.class);
    }

    @Test
    default void keepShouldStoreBothSettingsAndLeaveTheMarker() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        RoomId tea = store.aPublicRoomWith(alice);
        store.say(alice, tea, "one");
        Membership before = membership(store, tea, alice);

        store.write(uow -> {
            uow.markers().keep(before.readTo(7).kept(true, true));
            return null;
        });

        assertThat(membership(store, tea, alice)).isEqualTo(before.kept(true, true));
        assertThat(store.roomQueries().ofViewer(alice.id(), PageRequest.FIRST).items())
                .singleElement()
                .satisfies(view -> assertThat(view.me().membership().muted()).isTrue());
    }

    @Test
    default void listShouldContainWhenEachMarkerWasMoved() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        Account carol = store.person("carol");
        RoomId tea = store.aPublicRoomWith(alice, bob, carol);
        store.say(alice, tea, "one");
        store.write(uow -> {
            Draft draft = StoreFixture.draft(alice, tea, "two", null);
            Message second = draft.in(StoreFixture.locked(uow, tea));
            return uow.append(new MessageEvent.Posted(second), LATER.plusSeconds(5));
        });
        move(store, membership(store, tea, bob).readTo(1));

        assertThat(markers(store, tea, bob))
                .containsExactly(
                        new ReadMarker(alice.id(), 2, LATER.plusSeconds(5)),
                        new ReadMarker(bob.id(), 1, LATER),
                        new ReadMarker(carol.id(), 0, NOW));
    }

    @Test
    default void listShouldGoByRoleThenUsernamePageByPage() {
        StoreFixture store = StoreFixture.in(storage());
        Account owner = store.person("zoe");
        RoomId tea = store.aPublicRoomWith(owner, store.person("carol"), store.person("alice"), store.person("bob"));
        Account moderator = store.person("yan");
        store.join(moderator, tea, Role.MODERATOR);

        List<AccountId> listed = new ArrayList<>();
        PageRequest page = new PageRequest(2, null);
        while (page != null) {
            PageRequest asked = page;
            Page<ReadMarker> part =
                    store.markers().list(tea, owner.id(), asked, NOW).orElseThrow();
            part.items().forEach(marker -> listed.add(marker.userId()));
            page = part.next() == null ? null : new PageRequest(2, part.next());
        }

        assertThat(listed)
                .isEqualTo(
                        store
                                .roomQueries()
                                .members(tea, owner.id(), PageRequest.FIRST, NOW)
                                .orElseThrow()
                                .items()
                                .stream()
                                .map(member -> member.user().id())
                                .toList());
        assertThat(listed).hasSize(5).startsWith(owner.id(), moderator.id());
    }

    @Test
    default void listShouldBeEmptyWhenTheViewerMayNotSeeTheRoom() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account stranger = store.person("stranger");
        RoomId open = store.aPublicRoomWith(alice);
        RoomId closed = store.aPrivateRoomWith(alice);

        assertThat(markers(store, open, stranger)).hasSize(1);
        assertThat(store.markers().list(closed, stranger.id(), PageRequest.FIRST, NOW))
                .isEmpty();
        store.ban(stranger, open, null);
        assertThat(store.markers().list(open, stranger.id(), PageRequest.FIRST, NOW))
                .isEmpty();
    }

    @Test
    default void listShouldRefuseACursorOfAnotherList() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        RoomId tea = store.aPublicRoomWith(alice);

        assertThatThrownBy(() -> store.markers().list(tea, alice.id(), new PageRequest(2, "bm9uZQ"), NOW))
                .isInstanceOf(InvalidCursor.class);
    }
}
