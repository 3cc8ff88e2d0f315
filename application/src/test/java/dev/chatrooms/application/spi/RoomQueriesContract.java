package dev.chatrooms.application.spi;

import static dev.chatrooms.application.spi.StoreFixture.LATER;
import static dev.chatrooms.application.spi.StoreFixture.NOW;
import static dev.chatrooms.application.spi.StoreFixture.called;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.InvalidCursor;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageKey;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.people.NameSearch;
import dev.chatrooms.application.room.MemberView;
import dev.chatrooms.application.room.OwnMembership;
import dev.chatrooms.application.room.RoomView;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.message.Message;
import dev.chatrooms.domain.room.LeaveReason;
import dev.chatrooms.domain.room.Role;
import dev.chatrooms.domain.room.Room;
import dev.chatrooms.domain.room.RoomChange;
import dev.chatrooms.domain.room.RoomName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The contract of {@link RoomQueries}. */
public interface RoomQueriesContract {
    /** Returns an empty store, one per test. */
    Storage storage();

    private static <T> List<T> all(StoreFixture store, int limit, BiFunction<RoomQueries, PageRequest, Page<T>> list) {
        List<T> items = new ArrayList<>();
        String cursor = null;
        do {
            PageRequest request = new PageRequest(limit, cursor);
            Page<T> page = store.read(stores -> list.apply(stores.roomQueries(), request));
            assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
            items.addAll(page.items());
            cursor = page.next();
            assertThat(cursor == null || page.items().size() == limit)
                    .as("only the last page is short")
                    .isTrue();
        } while (cursor != null);
        return items;
    }

    private static void assertRefusesCursors(StoreFixture store, Function<RoomQueries, Function<PageRequest, ?>> list) {
        for (String cursor : List.of(
                "",
                "?!",
                "nonsense",
                PageKey.of("a").encode(),
                PageKey.of("a", "b", "c").encode(),
                PageKey.of("a\0", UUID.randomUUID()).encode(),
                PageKey.of("x", "no id or name!").encode())) {
            assertThatThrownBy(() -> store.read(
                            stores -> list.apply(stores.roomQueries()).apply(new PageRequest(2, cursor))))
                    .as(cursor)
                    .isInstanceOf(InvalidCursor.class);
        }
    }

    private static List<String> names(List<RoomView> rooms) {
        return rooms.stream()
                .map(view -> Objects.requireNonNull(view.room().name()).value())
                .toList();
    }

    // ---- strangers

    @Test
    default void strangersShouldBeThoseWithoutACommonRoomAndContact() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        Account carol = store.person("carol");
        Account dave = store.person("dave");
        Account erin = store.person("erin");
        Account frank = store.person("frank");
        store.aPrivateRoomWith(alice, bob);
        RoomId gone = store.aPrivateRoomWith(alice, carol);
        store.delete(gone, alice);
        store.aDirectRoomOf(dave, alice);
        store.write(uow -> uow.contacts().add(erin.id(), alice.id(), 10, NOW));
        // Alice's own list shows no consent of Frank.
        store.write(uow -> uow.contacts().add(alice.id(), frank.id(), 10, NOW));

        List<AccountId> others = List.of(bob.id(), carol.id(), dave.id(), erin.id(), frank.id());
        assertThat(store.roomQueries().strangers(alice.id(), others)).containsExactlyInAnyOrder(carol.id(), frank.id());
        assertThat(store.roomQueries().strangers(alice.id(), List.of())).isEmpty();
    }

    // ---- one room

    @Test
    default void viewShouldReturnTheRoomWithItsLastMessageAndTheViewersMembership() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        RoomId tea = store.aPrivateRoomWith(alice, bob);
        store.say(alice, tea, "one");
        Message last = store.say(alice, tea, "two", "client-id");
        store.update(called(alice, "Alice of today"));

        RoomView view = store.roomQueries().view(tea, bob.id(), NOW).orElseThrow();

        assertThat(view.room()).isEqualTo(store.room(tea));
        assertThat(view.room().lastSeq()).isEqualTo(2);
        assertThat(Objects.requireNonNull(view.lastMessage()).message()).isEqualTo(last);
        assertThat(view.lastMessage().sender().displayName().value()).isEqualTo("Alice of today");
        assertThat(view.me())
                .isEqualTo(new OwnMembership(
                        store.rooms().standing(tea, bob.id(), NOW).membership(), 0));
        assertThat(view.peer()).isNull();
    }

    @Test
    default void viewShouldReturnAPublicRoomWithoutMembershipToNonMembers() {
        StoreFixture store = StoreFixture.in(storage());
        RoomId tea = store.aPublicRoomWith(store.person("alice"));

        RoomView view = store.roomQueries()
                .view(tea, store.person("stranger").id(), NOW)
                .orElseThrow();

        assertThat(view).isEqualTo(new RoomView(store.room(tea), null, null, null));
    }

    @Test
    default void viewShouldBeEmptyWhenTheViewerMayNotSeeTheRoom() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        RoomId secret = store.aPrivateRoomWith(alice, bob);
        RoomId tea = store.aPublicRoomWith(alice, bob);
        RoomId gone = store.aPublicRoomWith(alice, bob);
        store.leave(bob, secret);
        store.end(bob, tea, LeaveReason.BANNED);
        store.ban(bob, tea, LATER);
        store.delete(gone, alice);

        assertThat(store.roomQueries().view(secret, bob.id(), NOW)).isEmpty();
        assertThat(store.roomQueries().view(tea, bob.id(), NOW)).isEmpty();
        assertThat(store.roomQueries().view(tea, bob.id(), LATER)).isPresent();
        assertThat(store.roomQueries().view(gone, alice.id(), NOW)).isEmpty();
        assertThat(store.roomQueries().view(new RoomId(UUID.randomUUID()), alice.id(), NOW))
                .isEmpty();
    }

    // ---- one's own

    @Test
    default void ofViewerShouldSortByLastActivity() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        RoomId a = store.aPublicRoomOf(alice, "A");
        RoomId b = store.aPublicRoomOf(alice, "B");
        RoomId c = store.aPublicRoomOf(alice, "C");
        RoomId d = store.aPublicRoomOf(alice, "D");
        store.say(alice, b, "b");
        store.say(alice, a, "a");
        // The join of another member is no activity, the viewer's own is.
        store.join(bob, c);
        store.join(bob, b);

        assertThat(names(all(store, 3, (rooms, page) -> rooms.ofViewer(alice.id(), page))))
                .containsExactly("A", "B", "D", "C");
        assertThat(names(all(store, 1, (rooms, page) -> rooms.ofViewer(bob.id(), page))))
                .containsExactly("B", "C");
        store.say(alice, c, "c");
        assertThat(names(all(store, 2, (rooms, page) -> rooms.ofViewer(bob.id(), page))))
                .containsExactly("C", "B");
        assertThat(names(all(store, 2, (rooms, page) -> rooms.ofViewer(alice.id(), page))))
                .containsExactly("C", "A", "B", "D");
        store.delete(d, alice);
        assertThat(names(all(store, 2, (rooms, page) -> rooms.ofViewer(alice.id(), page))))
                .containsExactly("C", "A", "B");
    }

    @Test
    default void ofViewerShouldReturnTheSameAsViewForEachRoom() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        for (int i = 0; i < 5; i++) {
            RoomId room = i % 2 == 0 ? store.aPrivateRoomWith(alice, bob) : store.aPublicRoomWith(alice, bob);
            for (int n = 0; n < i; n++) {
                store.say(alice, room, "message " + n);
            }
        }

        List<RoomView> rooms = all(store, 2, (list, page) -> list.ofViewer(bob.id(), page));

        assertThat(rooms).hasSize(5);
        assertThat(rooms)
                .allSatisfy(
                        view -> assertThat(store.roomQueries().view(view.room().id(), bob.id(), NOW))
                                .contains(view));
    }

    @Test
    default void ofViewerShouldBeEmptyWhenTheViewerHasNoRooms() {
        StoreFixture store = StoreFixture.in(storage());
        store.aPublicRoomWith(store.person("alice"));
        Account stranger = store.person("stranger");

        assertThat(store.roomQueries().ofViewer(stranger.id(), PageRequest.FIRST))
                .isEqualTo(new Page<>(List.of(), null));
    }

    @Test
    default void ofViewerShouldThrowWhenTheCursorBelongsToAnotherList() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");

        assertRefusesCursors(store, rooms -> page -> rooms.ofViewer(alice.id(), page));
    }

    // ---- the directory

    @Test
    default void directoryShouldSortByFoldedNameInByteOrder() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        // U+FA0E is before U+1F600 by bytes, though not by UTF-16 units. The full-width letter is folded to "a".
        List<String> sorted = List.of("!", "ａ", "a b", "Ab", "B", "b_", "bA", "Zebra", "Ärger", "\uFA0E", "😀");
        List<String> mixed = new ArrayList<>(sorted);
        java.util.Collections.shuffle(mixed, new java.util.Random(7));
        mixed.forEach(name -> store.aPublicRoomOf(alice, name));
        store.aPrivateRoomWith(alice);

        for (int limit : new int[] {1, 3, 200}) {
            assertThat(names(all(store, limit, (rooms, page) -> rooms.directory(alice.id(), null, page, NOW))))
                    .containsExactlyElementsOf(sorted);
        }
    }

    @Test
    default void directoryShouldContainTheViewersMembership() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        RoomId tea = store.aPublicRoomOf(alice, "Tea");
        store.say(alice, tea, "hello");

        for (Account viewer : List.of(alice, bob)) {
            assertThat(store.roomQueries()
                            .directory(viewer.id(), null, PageRequest.FIRST, NOW)
                            .items())
                    .containsExactly(
                            store.roomQueries().view(tea, viewer.id(), NOW).orElseThrow());
        }
    }

    @Test
    default void directoryShouldLeaveOutDeletedRoomsAndThoseTheViewerIsBannedFrom() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        RoomId tea = store.aPublicRoomOf(alice, "Tea");
        RoomId gone = store.aPublicRoomOf(alice, "Gone");
        store.aPublicRoomOf(alice, "Coffee");
        store.ban(bob, tea, LATER);
        store.delete(gone, alice);

        assertThat(names(all(store, 1, (rooms, page) -> rooms.directory(bob.id(), null, page, NOW))))
                .containsExactly("Coffee");
        assertThat(names(all(store, 1, (rooms, page) -> rooms.directory(bob.id(), null, page, LATER))))
                .containsExactly("Coffee", "Tea");
    }

    /** More than are tested one after the other for a page of one item. */
    @Test
    default void directoryShouldFindRareNamesFarDownTheList() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        for (int i = 0; i < 110; i++) {
            store.aPublicRoomOf(alice, "Room number " + i);
        }
        store.aPublicRoomOf(alice, "Tea");
        RoomId second = store.aPublicRoomOf(alice, "Teapot");
        store.ban(bob, second, LATER);

        assertThat(names(all(store, 1, (rooms, page) -> rooms.directory(alice.id(), "tea", page, NOW))))
                .containsExactly("Tea", "Teapot");
        assertThat(names(all(store, 1, (rooms, page) -> rooms.directory(bob.id(), "TEA", page, NOW))))
                .containsExactly("Tea");
        assertThat(names(all(store, 1, (rooms, page) -> rooms.directory(alice.id(), "teas", page, NOW))))
                .isEmpty();
    }

    @Test
    default void directoryShouldFindAnyPartOfANameInAnyCase() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        List.of("Tea and cakes", "tea", "Steak", "Straße", "Kaffee").forEach(name -> store.aPublicRoomOf(alice, name));

        assertThat(search(store, alice, "TEA")).containsExactly("Steak", "tea", "Tea and cakes");
        assertThat(search(store, alice, "a")).hasSize(5);
        assertThat(search(store, alice, "STRASS")).containsExactly("Straße");
        assertThat(search(store, alice, "")).hasSize(5);
        assertThat(search(store, alice, "coffee")).isEmpty();
        assertThat(names(all(store, 1, (rooms, page) -> rooms.directory(alice.id(), "tea", page, NOW))))
                .containsExactly("Steak", "tea", "Tea and cakes");
    }

    @Test
    default void directoryShouldIgnoreAccentsAndNormalForms() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        List.of("Café Zürich", "Łódź", "Ёлка", "Déjà vu", "ひらがな", "کتاب\u200Cخانه")
                .forEach(name -> store.aPublicRoomOf(alice, name));

        for (String typed : List.of("cafe zurich", "CAFÉ", "cafe\u0301", "zü", "ＣＡＦＥ")) {
            assertThat(search(store, alice, typed)).as(typed).containsExactly("Café Zürich");
        }
        assertThat(search(store, alice, "lodz")).containsExactly("Łódź");
        assertThat(search(store, alice, "елка")).containsExactly("Ёлка");
        assertThat(search(store, alice, "deja")).containsExactly("Déjà vu");
        assertThat(search(store, alice, "がな")).containsExactly("ひらがな");
        assertThat(search(store, alice, "کتابخانه")).containsExactly("کتاب\u200Cخانه");
    }

    @Test
    default void directoryShouldFindRoomsWithAllWords() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        List.of("Tea and cakes", "Cakes", "Green tea").forEach(name -> store.aPublicRoomOf(alice, name));

        assertThat(search(store, alice, "tea cake")).containsExactly("Tea and cakes");
        assertThat(search(store, alice, "CAKES \u00A0 tea ")).containsExactly("Tea and cakes");
        assertThat(search(store, alice, " tea")).containsExactly("Green tea", "Tea and cakes");
        assertThat(search(store, alice, "coffee tea")).isEmpty();
    }

    @Test
    default void directoryShouldDropASignBeforeTheSearch() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        List.of("Tea", "#one", "a@b").forEach(name -> store.aPublicRoomOf(alice, name));

        assertThat(search(store, alice, "#tea")).containsExactly("Tea");
        assertThat(search(store, alice, "@tea")).containsExactly("Tea");
        assertThat(search(store, alice, "＠ＴＥＡ")).containsExactly("Tea");
        assertThat(search(store, alice, "#one")).containsExactly("#one");
        assertThat(search(store, alice, "a@")).containsExactly("a@b");
        assertThat(search(store, alice, "#")).hasSize(3);
    }

    @Test
    default void directoryShouldFollowNewNames() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        RoomId room = store.aPublicRoomOf(alice, "Thé");
        RoomChange change = new RoomChange(new RoomName("Café"), null, null);
        store.write(uow -> uow.rooms()
                .update(store.room(room)
                        .update(change, uow.rooms().standing(room, alice.id(), LATER), false, LATER)
                        .orElseThrow(ChatException::new)
                        .orElseThrow()
                        .room()));

        assertThat(search(store, alice, "the")).isEmpty();
        assertThat(search(store, alice, "cafe")).containsExactly("Café");
    }

    private static List<String> search(StoreFixture store, Account viewer, String search) {
        return names(store.roomQueries()
                .directory(viewer.id(), search, PageRequest.FIRST, NOW)
                .items());
    }

    @Test
    default void directoryShouldTreatSearchCharactersLiterally() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        List<String> unusual = List.of("100%", "a_b", "a\\b", "a!b", "a'b", "a[b", "a*b", "a?b", "a:b", "a$1b");
        unusual.forEach(name -> store.aPublicRoomOf(alice, name));
        store.aPublicRoomOf(alice, "axb");

        for (String name : unusual) {
            assertThat(search(store, alice, name)).containsExactly(name);
            assertThat(search(store, alice, name.substring(1))).containsExactly(name);
        }
        assertThat(search(store, alice, "%")).containsExactly("100%");
        assertThat(search(store, alice, "\0")).isEmpty();
        assertThat(search(store, alice, "\uD83D")).isEmpty();
    }

    @Test
    default void directoryShouldThrowWhenTheCursorBelongsToAnotherList() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");

        assertRefusesCursors(store, rooms -> page -> rooms.directory(alice.id(), null, page, NOW));
    }

    // ---- all

    @Test
    default void listShouldReturnAllRoomsExceptDirectAndDeletedOnesById() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        List<RoomId> ids = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            ids.add(i % 2 == 0 ? store.aPublicRoomWith(alice) : store.aPrivateRoomWith(alice));
        }
        store.delete(ids.remove(3), alice);
        ids.sort(Comparator.comparing(id -> id.toString()));

        assertThat(all(store, 4, RoomQueries::list)).extracting(Room::id).containsExactlyElementsOf(ids);
        assertThat(all(store, 6, RoomQueries::list))
                .hasSize(6)
                .allSatisfy(room -> assertThat(room).isEqualTo(store.room(room.id())));
    }

    @Test
    default void listShouldThrowWhenTheCursorBelongsToAnotherList() {
        assertThatThrownBy(() -> StoreFixture.in(storage())
                        .read(stores -> stores.roomQueries()
                                .list(new PageRequest(2, PageKey.of("no id").encode()))))
                .isInstanceOf(InvalidCursor.class);
    }

    // ---- members

    @Test
    default void membersShouldSortByRoleThenUsername() {
        StoreFixture store = StoreFixture.in(storage());
        Account zoe = store.person("zoe");
        RoomId tea = store.aPrivateRoomWith(zoe, store.person("bob"), store.person("ab_c"), store.person("ab.c"));
        store.join(store.person("mia"), tea, Role.MODERATOR);
        store.join(store.person("ann"), tea, Role.OWNER);
        store.update(called(zoe, "Zoë of today"));

        for (int limit : new int[] {1, 2, 50}) {
            List<MemberView> members = all(
                    store,
                    limit,
                    (rooms, page) -> rooms.members(tea, zoe.id(), page, NOW).orElseThrow());
            assertThat(members)
                    .extracting(member -> member.user().username().value())
                    .containsExactly("ann", "zoe", "mia", "ab.c", "ab_c", "bob");
            assertThat(members)
                    .extracting(MemberView::role)
                    .containsExactly(Role.OWNER, Role.OWNER, Role.MODERATOR, Role.MEMBER, Role.MEMBER, Role.MEMBER);
            assertThat(members)
                    .allSatisfy(member -> assertThat(member.joinedAt()).isEqualTo(NOW));
            assertThat(members.get(1).user())
                    .isEqualTo(called(zoe, "Zoë of today").profile());
        }
    }

    @Test
    default void findMembersShouldReturnMatchesByRoleThenUsernameAfterTheUsernameItself() {
        StoreFixture store = StoreFixture.in(storage());
        Account ann = store.person("ann");
        Account other = store.person("zoe");
        Account carl = store.person("carl");
        store.update(called(carl, "Ännchen of Tharau"));
        RoomId tea = store.aPrivateRoomWith(other, ann, carl, store.person("bob"), store.person("adrianna"));
        store.join(store.person("joanne"), tea, Role.MODERATOR);
        store.person("annabel");

        for (int limit : new int[] {1, 2, 50}) {
            assertThat(usernames(store, tea, ann, " @ANN", limit)).containsExactly("ann", "joanne", "adrianna", "carl");
            assertThat(usernames(store, tea, ann, "thar änn", limit)).containsExactly("carl");
            assertThat(usernames(store, tea, ann, "b%b", limit)).isEmpty();
            assertThat(usernames(store, tea, ann, "annabel", limit)).isEmpty();
        }
    }

    private static List<String> usernames(StoreFixture store, RoomId room, Account viewer, String typed, int limit) {
        NameSearch names = NameSearch.ofPeople(typed);
        return all(
                        store,
                        limit,
                        (rooms, page) -> rooms.findMembers(room, viewer.id(), names, page, NOW)
                                .orElseThrow())
                .stream()
                .map(member -> member.user().username().value())
                .toList();
    }

    @Test
    default void findMembersShouldBeEmptyWhenTheViewerMayNotSeeTheRoom() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account stranger = store.person("stranger");
        RoomId secret = store.aPrivateRoomWith(alice);
        NameSearch names = NameSearch.ofPeople("alice");

        assertThat(store.roomQueries().findMembers(secret, stranger.id(), names, PageRequest.FIRST, NOW))
                .isEmpty();
        assertThat(store.roomQueries().findMembers(secret, alice.id(), names, PageRequest.FIRST, NOW))
                .isPresent();
    }

    @Test
    default void findMembersShouldThrowWhenTheCursorBelongsToAnotherList() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        RoomId tea = store.aPublicRoomWith(alice);
        NameSearch names = NameSearch.ofPeople("alice");

        assertRefusesCursors(store, rooms -> page -> rooms.findMembers(tea, alice.id(), names, page, NOW));
    }

    @Test
    default void membersShouldBeEmptyWhenTheViewerMayNotSeeTheRoom() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account stranger = store.person("stranger");
        RoomId secret = store.aPrivateRoomWith(alice);
        RoomId tea = store.aPublicRoomWith(alice);

        assertThat(store.roomQueries().members(secret, stranger.id(), PageRequest.FIRST, NOW))
                .isEmpty();
        assertThat(store.roomQueries().members(tea, stranger.id(), PageRequest.FIRST, NOW))
                .isPresent();
        store.ban(stranger, tea, null);
        assertThat(store.roomQueries().members(tea, stranger.id(), PageRequest.FIRST, NOW))
                .isEmpty();
    }

    @Test
    default void membersShouldThrowWhenTheCursorBelongsToAnotherList() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        RoomId tea = store.aPublicRoomWith(alice);

        assertRefusesCursors(store, rooms -> page -> rooms.members(tea, alice.id(), page, NOW));
    }

    @Test
    default void directoryShouldSortAndFindNamesThatGrowWhenFolded() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        String longest = "ß".repeat(80);
        store.aPublicRoomOf(alice, longest);
        store.aPublicRoomOf(alice, "t");

        assertThat(new RoomName(longest).folded()).hasSize(160);
        assertThat(names(all(store, 1, (rooms, page) -> rooms.directory(alice.id(), null, page, NOW))))
                .containsExactly(longest, "t");
    }

    // ---- a person's rooms

    @Test
    default void ofPersonShouldReturnVisibleRoomsNewestFirst() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        RoomId shared = store.aPrivateRoomWith(bob, alice);
        RoomId open = store.aPublicRoomWith(bob);
        RoomId banned = store.aPublicRoomWith(bob);
        store.ban(alice, banned, null);
        RoomId secret = store.aPrivateRoomWith(bob);
        store.delete(store.aPublicRoomWith(bob, alice), bob);
        store.aPublicRoomWith(alice);
        store.leave(bob, store.aPublicRoomWith(alice, bob));
        List<RoomId> newestFirst = Stream.of(shared, open)
                .sorted(Comparator.comparing(RoomId::toString).reversed())
                .toList();

        assertThat(idsOf(store, bob, alice)).isEqualTo(newestFirst);
        assertThat(idsOf(store, bob, store.person("stranger"))).containsExactlyInAnyOrder(open, banned);
        assertThat(idsOf(store, bob, bob)).containsExactlyInAnyOrder(shared, open, banned, secret);
        assertThat(store.roomQueries()
                        .ofPerson(bob.id(), alice.id(), PageRequest.FIRST, NOW)
                        .items())
                .filteredOn(view -> view.room().id().equals(shared))
                .singleElement()
                .isEqualTo(store.roomQueries().view(shared, alice.id(), NOW).orElseThrow());
    }

    private static List<RoomId> idsOf(StoreFixture store, Account person, Account viewer) {
        List<RoomId> ids = new ArrayList<>();
        String cursor = null;
        do {
            Page<RoomView> page =
                    store.roomQueries().ofPerson(person.id(), viewer.id(), new PageRequest(1, cursor), NOW);
            page.items().forEach(view -> ids.add(view.room().id()));
            cursor = page.next();
        } while (cursor != null);
        return ids;
    }

    @Test
    default void ofPersonShouldThrowWhenTheCursorBelongsToAnotherList() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");

        assertThatThrownBy(() -> store.roomQueries().ofPerson(alice.id(), alice.id(), new PageRequest(5, "x"), NOW))
                .isInstanceOf(InvalidCursor.class);
    }

    // ---- positions and small rooms

    @Test
    default void memberSinceShouldBeTheJoinOrForTheCreatorTheCreationOfTheRoom() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        Account carol = store.person("carol");
        RoomId tea = store.aPublicRoomWith(alice, bob);
        store.say(alice, tea, "hello");
        Position joined = store.join(carol, tea);

        assertThat(store.roomQueries().memberSince(alice.id())).isEqualTo(Map.of(tea, new Position(1)));
        assertThat(store.roomQueries().memberSince(bob.id())).isEqualTo(Map.of(tea, new Position(3)));
        assertThat(store.roomQueries().memberSince(carol.id())).isEqualTo(Map.of(tea, joined));
    }

    @Test
    default void memberSinceShouldBeTheLatestJoinAndLeaveOutRoomsThatWereLeft() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        RoomId tea = store.aPublicRoomWith(alice, bob);
        RoomId left = store.aPublicRoomWith(alice, bob);
        RoomId deleted = store.aPublicRoomWith(alice, bob);
        store.leave(bob, tea);
        Position again = store.join(bob, tea);
        store.leave(bob, left);
        store.delete(deleted, alice);

        assertThat(store.roomQueries().memberSince(bob.id())).isEqualTo(Map.of(tea, again));
    }

    @Test
    default void deletedSinceShouldReturnRoomsOfWhichTheAccountWasAMember() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        Account carol = store.person("carol");
        RoomId early = store.aPublicRoomWith(alice, bob);
        RoomId late = store.aPrivateRoomWith(alice, bob, carol);
        store.leave(carol, late);
        Position first = store.delete(early, alice);
        Position second = store.delete(late, alice);

        assertThat(store.roomQueries().deletedSince(bob.id(), Position.START))
                .isEqualTo(Map.of(early, first, late, second));
        assertThat(store.roomQueries().deletedSince(bob.id(), first)).isEqualTo(Map.of(late, second));
        assertThat(store.roomQueries().deletedSince(bob.id(), second)).isEqualTo(Map.of());
        assertThat(store.roomQueries().deletedSince(carol.id(), Position.START)).isEqualTo(Map.of());
    }

    @Test
    default void smallRoomsShouldReturnTheNewestWhenThereAreMoreThanTheLimit() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        Account carol = store.person("carol");
        RoomId two = store.aPublicRoomWith(alice, bob);
        store.aPublicRoomWith(alice, bob, carol);
        RoomId own = store.aPrivateRoomWith(alice);
        RoomId gone = store.aPublicRoomWith(alice, bob);
        RoomId left = store.aPublicRoomWith(alice, bob, carol);
        store.delete(gone, alice);
        store.leave(bob, left);
        RoomId newer = List.of(two, own, left).stream()
                .max(Comparator.comparing(room -> room.value().toString()))
                .orElseThrow();

        assertThat(store.roomQueries()
                        .smallRooms(2, List.of(alice.id(), bob.id(), new AccountId(UUID.randomUUID())), 10))
                .containsOnly(Map.entry(alice.id(), Set.of(two, own, left)), Map.entry(bob.id(), Set.of(two)));
        assertThat(store.roomQueries().smallRooms(2, List.of(alice.id()), 1))
                .containsOnly(Map.entry(alice.id(), Set.of(newer)));
        assertThat(store.roomQueries().smallRooms(0, List.of(alice.id()), 10)).isEmpty();
        assertThat(store.roomQueries().smallRooms(2, List.of(), 10)).isEmpty();
    }
}
