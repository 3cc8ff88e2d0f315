package dev.chatrooms.application.spi;

import static dev.chatrooms.application.spi.StoreFixture.LATER;
import static dev.chatrooms.application.spi.StoreFixture.NOW;
import static dev.chatrooms.application.spi.StoreFixture.account;
import static dev.chatrooms.application.spi.StoreFixture.create;
import static dev.chatrooms.application.spi.StoreFixture.draft;
import static dev.chatrooms.application.spi.StoreFixture.hash;
import static dev.chatrooms.application.spi.StoreFixture.locked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatrooms.application.event.LoggedEvent;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.event.Cursor;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.message.Message;
import dev.chatrooms.domain.message.MessageEvent;
import dev.chatrooms.domain.room.Ban;
import dev.chatrooms.domain.room.Membership;
import dev.chatrooms.domain.room.Role;
import dev.chatrooms.domain.room.Room;
import dev.chatrooms.domain.room.RoomEvent;
import dev.chatrooms.domain.room.RoomKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The contract of {@link Transactions} and {@link UnitOfWork}: all or nothing, at one moment, in one order. */
public interface TransactionsContract {
    /** Returns an empty store, one per test. */
    Storage storage();

    /** A failure that a test causes on purpose. */
    final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static Ban ban(RoomId room, Account account) {
        return new Ban(room, account.id(), null, null, NOW, null);
    }

    private static void post(UnitOfWork uow, Account sender, RoomId room, String text) {
        StoreFixture.say(uow, sender, room, text);
    }

    private static List<String> texts(StoreFixture store) {
        return store.wholeLog().stream().map(StoreFixture::inAWord).toList();
    }

    // ---- space

    @Test
    default void checkSpaceShouldLeaveNothingWhenThereIsSpace() {
        StoreFixture store = StoreFixture.in(storage());
        Cursor before = store.log().head();

        store.transactions().checkSpace();

        assertThat(store.log().head()).isEqualTo(before);
    }

    // ---- cancelling

    @Test
    default void readShouldStartNoQueryOnceItIsCancelled() {
        StoreFixture store = StoreFixture.in(storage());
        Cancellation before = new Cancellation();
        before.cancel();
        Cancellation after = new Cancellation();

        assertThatThrownBy(() -> store.transactions().read(before, stores -> {
                    throw new Refused();
                }))
                .isInstanceOf(StoreUnavailable.class);
        assertThat(store.transactions()
                        .<Cursor>read(after, stores -> stores.log().head()))
                .isEqualTo(store.log().head());
        after.cancel();
        assertThat(store.log().head()).as("other reads are not affected").isNotNull();
    }

    // ---- committing

    @Test
    default void writeShouldReturnThePositionsItTook() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        RoomId tea = store.aPublicRoomWith(alice);
        Cursor before = store.log().head();

        Committed<List<Integer>> committed = store.transactions().write(uow -> {
            Room room = locked(uow, tea);
            Message first = draft(alice, tea, "first", null).in(room);
            Message second = draft(alice, tea, "second", null).in(room.withLastSeq(first.seq()));
            return List.of(
                    uow.append(new MessageEvent.Posted(first), NOW), uow.append(new MessageEvent.Posted(second), NOW));
        });

        assertThat(committed.result()).containsExactly(0, 1);
        assertThat(committed.events()).isEqualTo(2);
        assertThat(committed.before()).isEqualTo(before.position());
        assertThat(committed.epoch()).isEqualTo(before.epoch());
        assertThat(store.log().head()).isEqualTo(committed.head());
        assertThat(texts(store)).endsWith("first", "second");
    }

    @Test
    default void writeShouldTakeNoPositionWithoutAnEvent() {
        StoreFixture store = StoreFixture.in(storage());
        Cursor before = store.log().head();

        Committed<String> committed = store.transactions().write(uow -> {
            uow.accounts().add(account("alice"), hash("h"));
            return "done";
        });

        assertThat(committed.result()).isEqualTo("done");
        assertThat(committed.events()).isZero();
        assertThat(committed.epoch()).isEqualTo(before.epoch());
        assertThat(store.log().head()).isEqualTo(before);
    }

    @Test
    default void appendedEventsShouldBeInvisibleUntilTheCommit() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        RoomId tea = store.aPublicRoomWith(alice);
        Position before = store.head();

        store.write(uow -> {
            post(uow, alice, tea, "hello");
            assertThat(uow.log().head().position()).isEqualTo(before);
            assertThat(uow.log().read(before, before.plus(10), 10)).isEmpty();
            assertThat(store.head()).isEqualTo(before);
            return null;
        });

        assertThat(store.head()).isEqualTo(before.plus(1));
    }

    @Test
    default void nullShouldBeAResultLikeAnyOther() {
        StoreFixture store = StoreFixture.in(storage());

        assertThat(store.transactions().<Object>write(uow -> null).result()).isNull();
        assertThat(store.<Object>read(stores -> null)).isNull();
    }

    // ---- rolling back

    @Test
    default void writeShouldLeaveNothingAndNoGapWhenTheWorkThrows() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        RoomId tea = store.aPublicRoomWith(alice);
        Position before = store.head();
        Room.Change other = create(RoomKind.PUBLIC, "Other", alice);

        assertThatThrownBy(() -> store.write(uow -> {
                    uow.accounts().add(account("bob"), hash("h"));
                    uow.rooms().add(other.room());
                    uow.rooms().addMember(other.membership());
                    other.events().forEach(event -> uow.append(event, NOW));
                    uow.bans().put(ban(tea, alice));
                    post(uow, alice, tea, "never said");
                    throw new Refused();
                }))
                .isInstanceOf(Refused.class);

        assertThat(store.head()).isEqualTo(before);
        assertThat(store.accounts().find(new dev.chatrooms.domain.account.Username("bob")))
                .isEmpty();
        assertThat(store.rooms().find(other.room().id())).isEmpty();
        assertThat(store.rooms().standing(tea, alice.id(), NOW).banned()).isFalse();
        store.say(alice, tea, "said");
        assertThat(store.wholeLog().get((int) before.value()).position()).isEqualTo(before.plus(1));
        store.aPublicRoomOf(alice, "Other");
    }

    @Test
    default void writeShouldLeaveNothingWhenTheCommitIsRefused() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        RoomId tea = store.aPublicRoomWith(alice);
        store.say(alice, tea, "first", "same");
        Position before = store.head();

        assertThatThrownBy(() -> store.write(uow -> {
                    uow.accounts().add(account("bob"), hash("h"));
                    Message again = draft(alice, tea, "again", "same").in(locked(uow, tea));
                    return uow.append(new MessageEvent.Posted(again), NOW);
                }))
                .isInstanceOf(ConstraintViolation.class);

        assertThat(store.head()).isEqualTo(before);
        assertThat(store.accounts().find(new dev.chatrooms.domain.account.Username("bob")))
                .isEmpty();
        assertThat(store.room(tea).lastSeq()).isEqualTo(1);
    }

    @Test
    default void readShouldRefuseToWrite() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        RoomId tea = store.aPublicRoomWith(alice);
        Room room = store.room(tea);
        List<Consumer<Stores>> writes = List.of(
                stores -> stores.accounts().add(account("bob"), hash("h")),
                stores -> stores.accounts().update(alice),
                stores -> stores.sessions()
                        .add(
                                dev.chatrooms.domain.account.Session.begun(
                                        new dev.chatrooms.domain.id.SessionId(UUID.randomUUID()),
                                        alice.id(),
                                        NOW,
                                        LATER,
                                        null,
                                        null),
                                new byte[32]),
                stores -> stores.sessions().seen(Map.of()),
                stores -> stores.sessions().lockByToken(new byte[32]),
                stores -> stores.sessions().removeEnded(NOW, 1),
                stores -> stores.sessions().removeTokens(NOW, NOW, 1),
                stores -> stores.rooms()
                        .add(create(RoomKind.PRIVATE, "Other", alice).room()),
                stores -> stores.rooms().lock(Set.of(tea)),
                stores -> stores.rooms().delete(tea),
                stores -> stores.rooms().addMember(Membership.starting(room, alice.id(), Role.MEMBER, NOW)),
                stores -> stores.rooms().removeMember(tea, alice.id()),
                stores -> stores.bans().put(ban(tea, alice)),
                stores -> stores.bans().lift(tea, alice.id(), NOW),
                stores -> stores.invites().add(StoreFixture.invite(tea, alice, null)),
                stores -> stores.invites()
                        .use(StoreFixture.invite(tea, alice, null).code(), NOW),
                stores -> stores.invites()
                        .remove(tea, StoreFixture.invite(tea, alice, null).code()),
                stores -> stores.invites().removeExpired(tea, NOW),
                stores -> stores.rooms().update(room),
                stores -> stores.rooms().setRole(tea, alice.id(), Role.MEMBER));

        for (int i = 0; i < writes.size(); i++) {
            Consumer<Stores> write = writes.get(i);
            assertThatThrownBy(() -> store.read(stores -> {
                        write.accept(stores);
                        return null;
                    }))
                    .as("write number " + i)
                    .isInstanceOf(IllegalStateException.class);
        }
        assertThat(store.room(tea)).isEqualTo(room);
    }

    // ---- readSingle

    @Test
    default void readSingleShouldSeeEarlierCommits() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        RoomId tea = store.aPublicRoomWith(alice);

        for (int i = 1; i <= 3; i++) {
            store.say(alice, tea, "message " + i);
            Position head = store.transactions()
                    .readSingle(stores -> stores.log().head())
                    .position();
            assertThat(head).isEqualTo(store.head());
        }
        assertThat(store.transactions()
                        .<List<Account>>readSingle(stores ->
                                stores.accounts().find(alice.id()).stream().toList()))
                .containsExactly(alice);
        assertThat(store.transactions().<Object>readSingle(stores -> null)).isNull();
    }

    @Test
    default void readSingleShouldThrowWhenTheWorkMakesASecondQuery() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        RoomId tea = store.aPublicRoomWith(alice);

        List<Consumer<Stores>> questions = List.of(
                stores -> stores.log().head(),
                stores -> stores.accounts().find(alice.id()),
                stores -> stores.rooms().find(tea));
        for (Consumer<Stores> first : questions) {
            for (Consumer<Stores> second : questions) {
                assertThatThrownBy(() -> store.transactions().readSingle(stores -> {
                            first.accept(stores);
                            second.accept(stores);
                            return null;
                        }))
                        .isInstanceOf(IllegalStateException.class);
            }
        }
        assertThat(store.transactions()
                        .<Optional<Room>>readSingle(stores -> stores.rooms().find(tea)))
                .isPresent();
    }

    @Test
    default void readSingleShouldThrowWhenTheWorkWrites() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        RoomId tea = store.aPublicRoomWith(alice);

        List<Consumer<Stores>> writes = List.of(
                stores -> stores.accounts().add(account("bob"), hash("h")),
                stores -> stores.rooms().lock(Set.of(tea)),
                stores -> stores.bans().put(ban(tea, alice)));
        for (Consumer<Stores> write : writes) {
            assertThatThrownBy(() -> store.transactions().readSingle(stores -> {
                        write.accept(stores);
                        return null;
                    }))
                    .isInstanceOf(IllegalStateException.class);
        }
        assertThat(store.person("bob")).isNotNull();
    }

    @Test
    default void readSingleShouldRethrowTheExceptionOfItsWork() {
        StoreFixture store = StoreFixture.in(storage());

        assertThatThrownBy(() -> store.transactions().readSingle(stores -> {
                    throw new Refused();
                }))
                .isInstanceOf(Refused.class);
        assertThat(store.transactions()
                        .<Cursor>readSingle(stores -> stores.log().head()))
                .isEqualTo(store.log().head());
    }

    // ---- parts

    @Test
    default void attemptShouldRollBackOnlyItsPart() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        RoomId tea = store.aPublicRoomOf(alice, "Tea");

        Committed<List<Integer>> committed = store.transactions().write(uow -> {
            List<Integer> numbers = new ArrayList<>();
            numbers.add(uow.attempt(() -> {
                StoreFixture.join(uow, add(uow, "bob"), tea, Role.MEMBER);
                return uow.append(
                        new MessageEvent.Posted(draft(alice, tea, "one", null).in(locked(uow, tea))), NOW);
            }));
            assertThatThrownBy(() -> uow.attempt(() -> {
                        StoreFixture.join(uow, add(uow, "carol"), tea, Role.MEMBER);
                        uow.rooms().delete(tea);
                        uow.append(new RoomEvent.Deleted(tea, alice.id()), NOW);
                        throw new Refused();
                    }))
                    .isInstanceOf(Refused.class);
            assertThatThrownBy(() -> uow.attempt(() -> {
                        add(uow, "dave");
                        uow.rooms().add(create(RoomKind.PUBLIC, "TEA", alice).room());
                        return null;
                    }))
                    .isInstanceOf(ConstraintViolation.class);
            numbers.add(uow.attempt(() -> {
                Room room = locked(uow, tea);
                return uow.append(
                        new MessageEvent.Posted(draft(alice, tea, "two", null).in(room.withLastSeq(1))), NOW);
            }));
            return numbers;
        });

        assertThat(committed.result()).containsExactly(1, 2);
        assertThat(committed.events()).isEqualTo(3);
        assertThat(texts(store)).endsWith("bob joined", "one", "two");
        assertThat(store.room(tea).memberCount()).isEqualTo(2);
        assertThat(store.accounts()
                        .find(new dev.chatrooms.domain.account.Username("carol"))
                        .isPresent())
                .isFalse();
        assertThat(store.accounts().find(new dev.chatrooms.domain.account.Username("dave")))
                .isEmpty();
    }

    private static Account add(UnitOfWork uow, String username) {
        Account account = account(username);
        uow.accounts().add(account, hash("h"));
        return account;
    }

    @Test
    default void attemptsShouldNest() {
        StoreFixture store = StoreFixture.in(storage());

        store.write(uow -> {
            uow.attempt(() -> {
                add(uow, "outer");
                assertThatThrownBy(() -> uow.attempt(() -> {
                            add(uow, "inner");
                            throw new Refused();
                        }))
                        .isInstanceOf(Refused.class);
                uow.attempt(() -> add(uow, "inner2"));
                return null;
            });
            assertThatThrownBy(() -> uow.attempt(() -> {
                        uow.attempt(() -> add(uow, "lost"));
                        throw new Refused();
                    }))
                    .isInstanceOf(Refused.class);
            return null;
        });

        assertThat(store.accounts()
                        .list(dev.chatrooms.application.common.PageRequest.FIRST)
                        .items())
                .extracting(a -> a.username().value())
                .containsExactly("inner2", "outer");
    }

    @Test
    default void attemptsShouldLeaveNothingWhenTheWholeFails() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        RoomId tea = store.aPublicRoomWith(alice);
        Position before = store.head();

        assertThatThrownBy(() -> store.write(uow -> {
                    uow.attempt(() -> StoreFixture.say(uow, alice, tea, "never said"));
                    throw new Refused();
                }))
                .isInstanceOf(Refused.class);

        assertThat(store.head()).isEqualTo(before);
        assertThat(store.room(tea).lastSeq()).isZero();
    }

    // ---- isolation

    @Test
    default void readShouldSeeOneStateWhileOthersCommit() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        RoomId tea = store.aPublicRoomWith(alice);
        store.say(alice, tea, "before");

        store.read(stores -> {
            Room room = stores.rooms().find(tea).orElseThrow();
            List<LoggedEvent> log = stores.log().read(Position.START, new Position(1000), 1000);
            Together.<Object>run(List.<Callable<Object>>of(() -> {
                store.say(alice, tea, "meanwhile");
                store.join(store.person("bob"), tea);
                store.aPublicRoomWith(alice);
                return null;
            }));
            assertThat(stores.rooms().find(tea)).contains(room);
            assertThat(stores.log().head().position().value()).isEqualTo(log.size());
            assertThat(stores.log().read(Position.START, new Position(1000), 1000))
                    .isEqualTo(log);
            assertThat(stores.roomQueries()
                            .ofViewer(alice.id(), dev.chatrooms.application.common.PageRequest.FIRST)
                            .items())
                    .hasSize(1);
            return null;
        });

        assertThat(store.room(tea).lastSeq()).isEqualTo(2);
        assertThat(store.roomQueries()
                        .ofViewer(alice.id(), dev.chatrooms.application.common.PageRequest.FIRST)
                        .items())
                .hasSize(2);
    }

    @Test
    default void readShouldSeeEveryCommitThatCompletedBefore() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        RoomId tea = store.aPublicRoomWith(alice);

        for (int i = 0; i < 50; i++) {
            Committed<Message> committed =
                    store.transactions().write(uow -> StoreFixture.say(uow, alice, tea, "message"));
            assertThat(store.log().head()).isEqualTo(committed.head());
        }
    }

    // ---- one order

    @Test
    default void positionsShouldBeGapFreeAndInTheOrderOfCommitsWhenManyWrite() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        List<RoomId> rooms = List.of(store.aPublicRoomWith(alice), store.aPublicRoomWith(alice));
        Position before = store.head();
        int writers = 8;
        int each = 20;
        AtomicBoolean done = new AtomicBoolean();

        List<Callable<List<Committed<?>>>> tasks = new ArrayList<>();
        for (int w = 0; w < writers; w++) {
            int writer = w;
            tasks.add(() -> writeOften(store, alice, rooms, writer, each));
        }
        tasks.add(() -> {
            try {
                return watch(store, before, before.value() + (long) writers * each, done);
            } finally {
                done.set(true);
            }
        });
        List<Together.Outcome<List<Committed<?>>>> outcomes = Together.run(tasks);

        assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome.failure()).isNull());
        long head = store.head().value();
        assertThat(head).isEqualTo(before.value() + (long) writers * each);
        assertThat(outcomes.stream()
                        .flatMap(outcome -> outcome.value().stream())
                        .map(c -> c.head().position().value()))
                .hasSize(writers * each)
                .doesNotHaveDuplicates();
        Map<RoomId, Long> seqs = new HashMap<>();
        List<LoggedEvent> log = store.log().read(before, new Position(head), 10_000);
        for (int i = 0; i < log.size(); i++) {
            LoggedEvent event = log.get(i);
            assertThat(event.position().value()).isEqualTo(before.value() + i + 1);
            Message message = ((dev.chatrooms.application.event.EventContent.OfMessage) event.content())
                    .message()
                    .message();
            assertThat(message.seq()).isEqualTo(seqs.merge(message.roomId(), 1L, Long::sum));
        }
    }

    private static List<Committed<?>> writeOften(
            StoreFixture store, Account sender, List<RoomId> rooms, int writer, int times) {
        List<Committed<?>> committed = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            RoomId room = rooms.get((writer + i) % rooms.size());
            String text = writer + "/" + i;
            if (i % 5 == 4) {
                assertThatThrownBy(() -> store.write(uow -> {
                            StoreFixture.say(uow, sender, room, "rolled back");
                            throw new Refused();
                        }))
                        .isInstanceOf(Refused.class);
            }
            committed.add(store.transactions().write(uow -> StoreFixture.say(uow, sender, room, text)));
        }
        return committed;
    }

    /** A reader that has read up to a head has everything up to it: later commits never fill in earlier positions. */
    private static List<Committed<?>> watch(StoreFixture store, Position from, long end, AtomicBoolean done) {
        long deadline = System.nanoTime() + Together.PATIENCE_SECONDS * 1_000_000_000L;
        Position seen = from;
        while (seen.value() < end) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            Position after = seen;
            List<LoggedEvent> more = store.read(
                    stores -> stores.log().read(after, stores.log().head().position(), 10_000));
            for (LoggedEvent event : more) {
                assertThat(event.position()).isEqualTo(seen.plus(1));
                seen = event.position();
            }
            assertThat(done.get()).isFalse();
        }
        return List.of();
    }
}
