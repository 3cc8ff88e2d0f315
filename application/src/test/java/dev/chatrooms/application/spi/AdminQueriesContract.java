package dev.chatrooms.application.spi;

import static dev.chatrooms.application.spi.StoreFixture.LATER;
import static dev.chatrooms.application.spi.StoreFixture.NOW;
import static dev.chatrooms.application.spi.StoreFixture.disabled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatrooms.application.admin.AccountFilter;
import dev.chatrooms.application.admin.AccountOverview;
import dev.chatrooms.application.admin.DayFigures;
import dev.chatrooms.application.admin.RoomFilter;
import dev.chatrooms.application.admin.RoomOverview;
import dev.chatrooms.application.admin.Totals;
import dev.chatrooms.application.common.InvalidCursor;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.people.NameSearch;
import dev.chatrooms.application.people.SearchTerm;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.AccountRole;
import dev.chatrooms.domain.account.EmailAddress;
import dev.chatrooms.domain.account.Session;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.id.SessionId;
import dev.chatrooms.domain.room.Room;
import dev.chatrooms.domain.room.RoomChange;
import dev.chatrooms.domain.room.RoomKind;
import dev.chatrooms.domain.room.RoomName;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** The contract of {@link AdminQueries} and {@link Statistics}. */
public interface AdminQueriesContract {
    LocalDate DAY = LocalDate.parse("2026-11-20");

    /** Returns an empty store, one per test. */
    Storage storage();

    private static Page<AccountOverview> accounts(StoreFixture store, AccountFilter filter, PageRequest page) {
        return store.read(stores -> stores.adminQueries().accounts(filter, page, NOW));
    }

    private static List<String> usernames(StoreFixture store, AccountFilter filter) {
        return accounts(store, filter, PageRequest.FIRST).items().stream()
                .map(overview -> overview.account().username().value())
                .toList();
    }

    private static void change(StoreFixture store, Account account) {
        store.write(uow -> {
            uow.accounts().update(account);
            return null;
        });
    }

    private static boolean readOn(StoreFixture store, int entries) {
        return store.<Boolean>write(uow -> uow.statistics().readOn(entries));
    }

    @Test
    default void accountsShouldBeListedByUsernameAndFiltered() {
        StoreFixture store = StoreFixture.in(storage());
        Account carol = store.person("carol");
        Account bob = store.person("bob");
        Account alice = store.person("alice");
        Account dora = store.person("dora");
        change(store, alice.withRole(AccountRole.ADMIN, NOW));
        change(store, disabled(bob));
        change(store, dora.anonymised(LATER));
        change(store, StoreFixture.called(carol, "Ali Baba"));

        assertThat(usernames(store, AccountFilter.ALL)).containsExactly("alice", "bob", "carol");
        assertThat(usernames(store, new AccountFilter(null, AccountRole.ADMIN, null)))
                .containsExactly("alice");
        assertThat(usernames(store, new AccountFilter(null, AccountRole.USER, null)))
                .containsExactly("bob", "carol");
        assertThat(usernames(store, new AccountFilter(null, null, true))).containsExactly("bob");
        assertThat(usernames(store, new AccountFilter(null, null, false))).containsExactly("alice", "carol");
        assertThat(usernames(store, new AccountFilter(SearchTerm.of("ali"), null, null)))
                .containsExactly("alice", "carol");
        assertThat(usernames(store, new AccountFilter(SearchTerm.of("ali"), AccountRole.USER, false)))
                .containsExactly("carol");
        assertThat(usernames(store, new AccountFilter(SearchTerm.of("alice@example.org"), null, null)))
                .isEmpty();
    }

    /** Any number of accounts may give an address that is not theirs. */
    @Test
    default void accountsShouldBeFoundByTheirWholeAddressWhetherVerifiedOrNot() {
        StoreFixture store = StoreFixture.in(storage());
        EmailAddress address = new EmailAddress("Post@Example.org");
        for (String username : List.of("alice", "bob", "carol", "dora")) {
            change(store, store.person(username).withEmail(address, username.equals("bob"), NOW));
        }
        change(store, disabled(store.person("erin").withEmail(new EmailAddress("erin@example.org"), false, NOW)));
        AccountFilter filter = new AccountFilter(SearchTerm.of("post@example.org"), null, null);

        assertThat(usernames(store, filter)).containsExactly("alice", "bob", "carol", "dora");
        Page<AccountOverview> first = accounts(store, filter, new PageRequest(2, null));
        assertThat(first.items()).hasSize(2);
        Page<AccountOverview> last = accounts(store, filter, new PageRequest(2, first.next()));
        assertThat(last.items())
                .extracting(overview -> overview.account().username().value())
                .containsExactly("carol", "dora");
        assertThat(last.next()).isNull();
        assertThat(usernames(store, new AccountFilter(SearchTerm.of("erin@example.org"), null, true)))
                .containsExactly("erin");
        assertThat(usernames(store, new AccountFilter(SearchTerm.of("erin@example.org"), null, false)))
                .isEmpty();
        assertThat(usernames(store, new AccountFilter(SearchTerm.of("st@example.org"), null, null)))
                .isEmpty();
    }

    @Test
    default void accountsShouldGoInPages() {
        StoreFixture store = StoreFixture.in(storage());
        for (int i = 0; i < 7; i++) {
            store.person("user" + i);
        }
        List<String> listed = new ArrayList<>();
        PageRequest request = new PageRequest(3, null);
        do {
            Page<AccountOverview> page = accounts(store, new AccountFilter(SearchTerm.of("user"), null, null), request);
            page.items().forEach(each -> listed.add(each.account().username().value()));
            request = page.next() == null ? null : new PageRequest(3, page.next());
        } while (request != null);

        assertThat(listed).containsExactly("user0", "user1", "user2", "user3", "user4", "user5", "user6");
        assertThatThrownBy(() -> accounts(store, AccountFilter.ALL, new PageRequest(3, "nonsense")))
                .isInstanceOf(InvalidCursor.class);
    }

    @Test
    default void accountsShouldHaveTheirFigures() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        RoomId tea = store.aPublicRoomWith(alice, bob);
        RoomId gone = store.aPublicRoomWith(bob, alice);
        store.say(alice, tea, "One");
        store.say(alice, gone, "Two");
        store.delete(gone, bob);
        store.write(uow -> {
            for (Duration life : List.of(Duration.ZERO, Duration.ofHours(1), Duration.ofHours(2))) {
                uow.sessions()
                        .add(
                                Session.begun(
                                        new SessionId(UUID.randomUUID()), alice.id(), NOW, NOW.plus(life), null, null),
                                UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8));
            }
            return null;
        });
        readOn(store, 1000);

        AccountOverview overview = store.read(
                stores -> stores.adminQueries().account(alice.id(), NOW).orElseThrow());

        assertThat(overview).isEqualTo(new AccountOverview(alice, NOW, 2, 1, 2, 0));
        assertThat(store.<Map<RoomId, String>>read(
                        stores -> stores.adminQueries().roomNames(Set.of(tea, gone))))
                .containsOnlyKeys(tea, gone);
    }

    @Test
    default void figuresShouldCountEachEntryOnce() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        Account carol = store.person("carol");
        change(store, carol.anonymised(NOW));
        RoomId tea = store.aPublicRoomWith(alice, bob);
        RoomId gone = store.aPublicRoomWith(alice);
        for (int i = 0; i < 5; i++) {
            store.say(i < 4 ? alice : bob, tea, "Message " + i);
        }
        store.delete(gone, alice);

        while (readOn(store, 2)) {
            assertThat(store.<Totals>read(stores -> stores.statistics().totals())
                            .messages())
                    .isLessThanOrEqualTo(5);
        }
        readOn(store, 100);

        assertThat(store.<Totals>read(stores -> stores.statistics().totals())).isEqualTo(new Totals(2, 1, 5, 0, 0));
        assertThat(store.<List<DayFigures>>read(stores -> stores.statistics().days(DAY)))
                .containsExactly(new DayFigures(DAY, 5, 2, 3, 0));
        assertThat(store.<List<DayFigures>>read(stores -> stores.statistics().days(DAY.plusDays(1))))
                .isEmpty();
    }

    @Test
    default void figuresShouldCountEachEntryOnceWhenSeveralReadOn() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        RoomId tea = store.aPublicRoomWith(alice);
        for (int i = 0; i < 20; i++) {
            store.say(alice, tea, "Message " + i);
        }
        Callable<Void> task = () -> {
            while (readOn(store, 3)) {
                Thread.onSpinWait();
            }
            return null;
        };

        assertThat(Together.run(List.of(task, task, task, task))).allMatch(Together.Outcome::succeeded);

        assertThat(store.<Totals>read(stores -> stores.statistics().totals()).messages())
                .isEqualTo(20);
    }

    @Test
    default void roomsShouldBeListedByActivity() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        RoomId first = store.aPublicRoomWith(alice, bob);
        RoomId second = store.aPublicRoomWith(bob);
        RoomId direct = store.aDirectRoomOf(alice, bob);
        RoomId gone = store.aPublicRoomWith(alice);
        store.say(alice, first, "Hello");
        store.delete(gone, alice);
        readOn(store, 1000);

        Page<RoomOverview> page =
                store.read(stores -> stores.adminQueries().rooms(RoomFilter.ALL, new PageRequest(2, null)));
        Page<RoomOverview> rest =
                store.read(stores -> stores.adminQueries().rooms(RoomFilter.ALL, new PageRequest(2, page.next())));

        assertThat(page.items()).extracting(each -> each.room().id()).containsExactly(first, direct);
        assertThat(rest.items()).extracting(each -> each.room().id()).containsExactly(second);
        assertThat(rest.next()).isNull();
        assertThat(page.items().get(0).owners()).extracting(owner -> owner.id()).containsExactly(alice.id());
        assertThat(page.items().get(1).owners()).isEmpty();
        assertThat(store.<Page<RoomOverview>>read(stores ->
                                stores.adminQueries().rooms(new RoomFilter(null, RoomKind.DIRECT), PageRequest.FIRST))
                        .items())
                .extracting(each -> each.room().id())
                .containsExactly(direct);
        boolean found = store.read(stores -> stores.adminQueries().room(gone).isPresent());
        assertThat(found).isFalse();
    }

    private static List<RoomId> rooms(StoreFixture store, RoomFilter filter, PageRequest page) {
        return store.<Page<RoomOverview>>read(stores -> stores.adminQueries().rooms(filter, page)).items().stream()
                .map(overview -> overview.room().id())
                .toList();
    }

    /** More than are tested one after the other for a page of one item. */
    @Test
    default void searchesShouldFindRareNamesFarDownTheList() {
        StoreFixture store = StoreFixture.in(storage());
        Account owner = store.person("zoe");
        RoomId tea = store.aPublicRoomOf(owner, "Tea \uD83C\uDF75 & Café");
        RoomId chai = store.aPrivateRoomWith(owner);
        for (int i = 0; i < 110; i++) {
            store.person("user" + i);
            store.aPublicRoomOf(owner, "Room number " + i);
        }
        while (readOn(store, 1000)) {
            Thread.onSpinWait();
        }
        PageRequest one = new PageRequest(1, null);

        assertThat(accounts(store, new AccountFilter(SearchTerm.of("zo"), AccountRole.USER, false), one)
                        .items())
                .hasSize(1);
        assertThat(accounts(store, new AccountFilter(SearchTerm.of("zo user"), null, null), one)
                        .items())
                .isEmpty();
        assertThat(accounts(store, new AccountFilter(SearchTerm.of("zoe"), AccountRole.ADMIN, null), one)
                        .items())
                .isEmpty();
        for (String found : List.of("tea", "CAFE", "\uD83C\uDF75", "&", "e t", "fé ea", "#tea")) {
            assertThat(rooms(store, new RoomFilter(NameSearch.ofRooms(found), null), one))
                    .as(found)
                    .containsExactly(tea);
            assertThat(rooms(store, new RoomFilter(NameSearch.ofRooms(found), RoomKind.PRIVATE), one))
                    .as(found)
                    .isEmpty();
        }
        for (String missing : List.of("teas", "t%a", "t_a", "\\", "cafe tea x")) {
            assertThat(rooms(store, new RoomFilter(NameSearch.ofRooms(missing), null), one))
                    .as(missing)
                    .isEmpty();
        }
        assertThat(rooms(store, new RoomFilter(null, RoomKind.PRIVATE), one)).containsExactly(chai);
    }

    @Test
    default void roomsShouldBeFoundByTheirPresentKindAndName() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        RoomId quiet = store.aPublicRoomOf(alice, "Tea");
        RoomId busy = store.aPublicRoomOf(alice, "Coffee");
        readOn(store, 1000);
        for (RoomId id : List.of(quiet, busy)) {
            store.write(uow -> {
                Room room = uow.rooms().lock(Set.of(id)).get(id);
                Room.Update update = room.updateByOperator(
                                new RoomChange(new RoomName("Juice"), null, RoomKind.PRIVATE), NOW)
                        .orElseThrow(refusal -> new IllegalStateException(refusal.toString()))
                        .orElseThrow();
                uow.rooms().update(update.room());
                uow.append(update.event(), NOW);
                return null;
            });
        }
        store.say(alice, busy, "Hello");
        readOn(store, 1000);

        assertThat(rooms(store, new RoomFilter(null, RoomKind.PRIVATE), PageRequest.FIRST))
                .containsExactly(busy, quiet);
        assertThat(rooms(store, new RoomFilter(null, RoomKind.PUBLIC), PageRequest.FIRST))
                .isEmpty();
        assertThat(rooms(store, new RoomFilter(NameSearch.ofRooms("juice"), null), PageRequest.FIRST))
                .containsExactly(busy, quiet);
        assertThat(rooms(store, new RoomFilter(NameSearch.ofRooms("tea"), null), PageRequest.FIRST))
                .isEmpty();
    }
}
