package dev.chatrooms.persistence;

import static dev.chatrooms.application.spi.StoreFixture.NOW;
import static dev.chatrooms.application.spi.StoreFixture.account;
import static dev.chatrooms.application.spi.StoreFixture.create;
import static dev.chatrooms.application.spi.StoreFixture.hash;
import static dev.chatrooms.application.spi.StoreFixture.locked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatrooms.application.Eventually;
import dev.chatrooms.application.spi.ConstraintViolation;
import dev.chatrooms.application.spi.StoreFixture;
import dev.chatrooms.application.spi.StoreUnavailable;
import dev.chatrooms.application.spi.Together;
import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.Username;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.Role;
import dev.chatrooms.domain.room.RoomKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Behaviour that only a database has: deadlocks, lock timeouts, transactions aborted by a failed statement. */
class ConflictsTest extends OnPostgres {
    private static final String TERMINATE_TRANSACTIONS =
            "select pg_terminate_backend(pid) from pg_stat_activity where state = 'idle in transaction'";

    private final StoreFixture store = StoreFixture.in(storage());

    private static void swallow(Runnable part) {
        try {
            part.run();
        } catch (RuntimeException e) {
            // Ignored on purpose.
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void writeShouldBeRetriedAfterADeadlockEvenWhenAPartSwallowsIt(boolean inAPart) {
        Account alice = store.person("alice");
        RoomId a = store.aPrivateRoomWith(alice);
        RoomId b = store.aPrivateRoomWith(alice);
        Position before = store.head();
        Deadlock deadlock = new Deadlock(alice, inAPart);

        List<Together.Outcome<Object>> outcomes =
                Together.run(List.<Callable<Object>>of(() -> deadlock.lockBoth(a, b), () -> deadlock.lockBoth(b, a)));

        assertThat(outcomes).allMatch(Together.Outcome::succeeded);
        assertThat(deadlock.runs).hasValue(3);
        assertThat(store.head()).isEqualTo(before.plus(2));
    }

    /** Two transactions that lock the same two rooms in opposite order. */
    private final class Deadlock {
        final AtomicInteger runs = new AtomicInteger();
        private final Account sender;
        private final boolean inAPart;
        private final CountDownLatch bothHoldOne = new CountDownLatch(2);
        private final CountDownLatch oneIsDone = new CountDownLatch(1);

        Deadlock(Account sender, boolean inAPart) {
            this.sender = sender;
            this.inAPart = inAPart;
        }

        Object lockBoth(RoomId one, RoomId other) {
            store.write(uow -> {
                if (runs.incrementAndGet() > 2) {
                    // Otherwise the loser could take its first lock again before the other wakes up, and deadlock once
                    // more.
                    Together.await(oneIsDone);
                }
                locked(uow, one);
                bothHoldOne.countDown();
                Together.await(bothHoldOne);
                if (inAPart) {
                    swallow(() -> uow.attempt(() -> StoreFixture.say(uow, sender, other, "hello")));
                } else {
                    StoreFixture.say(uow, sender, other, "hello");
                }
                return null;
            });
            oneIsDone.countDown();
            return null;
        }
    }

    @Test
    void deletionShouldSeeAConcurrentJoin() {
        RoomId tea = store.aPublicRoomWith(store.person("alice"));
        Account bob = store.person("bob");
        CountDownLatch joined = new CountDownLatch(1);
        CountDownLatch deletes = new CountDownLatch(1);

        List<Together.Outcome<Integer>> outcomes = Together.run(List.<Callable<Integer>>of(
                () -> store.write(uow -> {
                    StoreFixture.join(uow, bob, tea, Role.MEMBER);
                    joined.countDown();
                    Together.await(deletes);
                    return 1;
                }),
                () -> store.write(uow -> {
                    Together.await(joined);
                    uow.accounts().lock(bob.id());
                    deletes.countDown();
                    uow.accounts().update(bob.anonymised(NOW));
                    return uow.rooms().joinedRooms(bob.id()).size();
                })));

        assertThat(outcomes).extracting(Together.Outcome::value).containsExactly(1, 1);
    }

    @Test
    void joinShouldBeDecidedAgainWhenTheAccountIsDeletedConcurrently() {
        RoomId tea = store.aPublicRoomWith(store.person("alice"));
        Account bob = store.person("bob");
        CountDownLatch deleted = new CountDownLatch(1);
        CountDownLatch joins = new CountDownLatch(1);
        AtomicInteger runs = new AtomicInteger();

        List<Together.Outcome<Boolean>> outcomes = Together.run(List.<Callable<Boolean>>of(
                () -> store.write(uow -> {
                    uow.accounts().update(bob.anonymised(NOW));
                    deleted.countDown();
                    Together.await(joins);
                    return uow.rooms().joinedRooms(bob.id()).isEmpty();
                }),
                () -> store.write(uow -> {
                    runs.incrementAndGet();
                    Together.await(deleted);
                    boolean active = uow.rooms().standing(tea, bob.id(), NOW).accountActive();
                    joins.countDown();
                    if (active) {
                        StoreFixture.join(uow, bob, tea, Role.MEMBER);
                    }
                    return active;
                })));

        assertThat(outcomes).extracting(Together.Outcome::value).containsExactly(true, false);
        assertThat(runs).hasValue(2);
        assertThat(store.room(tea).memberCount()).isEqualTo(1);
    }

    @Test
    void writeShouldBeUnavailableWhenALockTimesOut() throws SQLException {
        Account alice = store.person("alice");
        RoomId tea = store.aPublicRoomWith(alice);
        try (Connection holder = server.plain(database).getConnection();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("select 1 from room for update");

            assertThatThrownBy(() -> store.say(alice, tea, "hello")).isInstanceOf(StoreUnavailable.class);

            holder.rollback();
        }
        store.say(alice, tea, "hello");
    }

    @Test
    void heldRoomsShouldBeFoundWithoutWaiting() throws SQLException {
        Account alice = store.person("alice");
        RoomId tea = store.aPublicRoomWith(alice);
        RoomId coffee = store.aPublicRoomWith(alice);
        RoomId unknown = new RoomId(UUID.randomUUID());
        try (Connection holder = server.plain(database).getConnection();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("select 1 from room where id = '" + tea.value() + "' for update");

            Set<RoomId> held = store.write(uow -> uow.rooms().lockUnlessHeld(List.of(tea, coffee, unknown)));

            assertThat(held).containsExactly(tea);
        }
    }

    @Test
    void writeShouldRunAgainWhenTheServerEndedItBecauseTheNodePaused() {
        Account alice = store.person("alice");
        RoomId tea = store.aPublicRoomWith(alice);
        AtomicInteger runs = new AtomicInteger();

        store.write(uow -> {
            locked(uow, tea);
            if (runs.incrementAndGet() == 1) {
                awaitEndOfIdleTransactions();
            }
            return StoreFixture.say(uow, alice, tea, "hello");
        });

        assertThat(runs).hasValue(2);
        assertThat(store.room(tea).lastSeq()).isEqualTo(1);
    }

    private void awaitEndOfIdleTransactions() {
        Eventually.await(
                "the end of the transaction",
                () -> server.column(
                                database,
                                "select pid::text from pg_stat_activity"
                                        + " where datname = current_database() and state = 'idle in transaction'")
                        .isEmpty());
    }

    @Test
    void writeShouldFailWhenTheWorkSwallowsAFailure() {
        Account alice = store.person("alice");
        store.aPublicRoomOf(alice, "Tea");

        assertThatThrownBy(() -> store.write(uow -> {
                    uow.accounts().add(account("bob"), hash("h"));
                    swallow(() -> uow.rooms()
                            .add(create(RoomKind.PUBLIC, "Tea", alice).room()));
                    return "done";
                }))
                .isInstanceOf(ConstraintViolation.class);
        assertThat(store.accounts().find(new Username("bob"))).isEmpty();
    }

    @Test
    void partShouldFailWhenItSwallowsAFailure() {
        Account alice = store.person("alice");
        store.aPublicRoomOf(alice, "Tea");

        store.write(uow -> {
            assertThatThrownBy(() -> uow.attempt(() -> {
                        uow.accounts().add(account("bob"), hash("h"));
                        swallow(() -> uow.rooms()
                                .add(create(RoomKind.PUBLIC, "Tea", alice).room()));
                        return "done";
                    }))
                    .isInstanceOf(ConstraintViolation.class);
            uow.accounts().add(account("carol"), hash("h"));
            return null;
        });

        assertThat(store.accounts().find(new Username("bob"))).isEmpty();
        assertThat(store.accounts().find(new Username("carol"))).isPresent();
    }

    @Test
    void readShouldFailWhenTheWorkSwallowsAFailure() {
        assertThatThrownBy(() -> store.read(stores -> {
                    server.execute(database, TERMINATE_TRANSACTIONS);
                    swallow(() -> stores.accounts().anyAdmin());
                    return "done";
                }))
                .isInstanceOf(StoreUnavailable.class);
    }

    @Test
    void writeShouldBeUnavailableWhenTheConnectionBreaksAndWorkAfterwards() {
        Account alice = store.person("alice");
        RoomId tea = store.aPublicRoomWith(alice);
        Position before = store.head();

        assertThatThrownBy(() -> store.write(uow -> {
                    StoreFixture.say(uow, alice, tea, "never said");
                    breakAllTransactions(uow);
                    return null;
                }))
                .isInstanceOf(StoreUnavailable.class);

        assertThat(store.head()).isEqualTo(before);
        store.say(alice, tea, "said");
        assertThat(store.room(tea).lastSeq()).isEqualTo(1);
    }

    private void breakAllTransactions(UnitOfWork uow) {
        assertThat(uow.log().head().position()).isNotNull();
        server.execute(database, TERMINATE_TRANSACTIONS);
    }

    @Test
    void deletionShouldFailWithoutAnEvent() {
        Account alice = store.person("alice");
        RoomId tea = store.aPublicRoomWith(alice);

        assertThatThrownBy(() -> store.write(uow -> uow.rooms().delete(tea))).isInstanceOf(IllegalStateException.class);
        assertThat(store.rooms().find(tea)).isPresent();
    }

    @Test
    void instantsShouldBeStoredIndependentOfTimeZones() {
        Account alice = store.person("alice");

        assertThat(server.column(
                        database,
                        "select to_char(created_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.MS') from account"))
                .containsExactly("2026-11-20 10:00:00.123");
        assertThat(store.accounts().find(alice.id()).orElseThrow().createdAt()).isEqualTo(NOW);
    }
}
