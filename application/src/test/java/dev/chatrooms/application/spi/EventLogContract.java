package dev.chatrooms.application.spi;

import static dev.chatrooms.application.spi.StoreFixture.LATER;
import static dev.chatrooms.application.spi.StoreFixture.NOW;
import static dev.chatrooms.application.spi.StoreFixture.called;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.event.EventContent;
import dev.chatrooms.application.event.LoggedEvent;
import dev.chatrooms.application.room.RoomView;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.AccountEvent;
import dev.chatrooms.domain.account.Session;
import dev.chatrooms.domain.event.DomainEvent;
import dev.chatrooms.domain.event.EventKind;
import dev.chatrooms.domain.event.EventScope;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.message.Emoji;
import dev.chatrooms.domain.message.Message;
import dev.chatrooms.domain.message.MessageEvent;
import dev.chatrooms.domain.room.LeaveReason;
import dev.chatrooms.domain.room.Role;
import dev.chatrooms.domain.room.RoomEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The contract of the {@link EventLog}: its content, and the part of it that each account receives. */
public interface EventLogContract {
    /** Returns an empty store, one per test. */
    Storage storage();

    private static LoggedEvent last(StoreFixture store) {
        List<LoggedEvent> log = store.wholeLog();
        return log.get(log.size() - 1);
    }

    private static void revoke(StoreFixture store, Session session) {
        store.write(uow -> {
            uow.sessions().revoke(session.id(), LATER);
            return uow.append(new AccountEvent.SessionRevoked(session.accountId(), session.id()), NOW);
        });
    }

    // ---- reading all

    @Test
    default void headShouldBeTheStartOfAnEmptyLogAndThenTheLastPosition() {
        StoreFixture store = StoreFixture.in(storage());
        assertThat(store.head()).isEqualTo(Position.START);
        assertThat(store.wholeLog()).isEmpty();

        Account alice = store.person("alice");
        assertThat(store.head()).as("not everything is an event").isEqualTo(Position.START);
        RoomId tea = store.aPublicRoomWith(alice);
        store.say(alice, tea, "hello");

        assertThat(store.head()).isEqualTo(new Position(3));
        assertThat(store.wholeLog())
                .extracting(LoggedEvent::position)
                .containsExactly(new Position(1), new Position(2), new Position(3));
    }

    @Test
    default void readShouldReturnTheEventsBetweenUpToTheLimit() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        RoomId tea = store.aPublicRoomWith(alice);
        for (int i = 3; i <= 10; i++) {
            store.say(alice, tea, "at " + i);
        }

        assertThat(read(store, 4, 7, 100)).containsExactly("at 5", "at 6", "at 7");
        assertThat(read(store, 4, 9, 2)).containsExactly("at 5", "at 6");
        assertThat(read(store, 8, 1000, 100)).containsExactly("at 9", "at 10");
        assertThat(read(store, 10, 1000, 100)).isEmpty();
        assertThat(read(store, 7, 7, 100)).isEmpty();
        assertThat(read(store, 7, 3, 100)).isEmpty();
    }

    private static List<String> read(StoreFixture store, long after, long upTo, int limit) {
        return store.log().read(new Position(after), new Position(upTo), limit).stream()
                .map(StoreFixture::inAWord)
                .toList();
    }

    // ---- content

    @Test
    default void messagePostedShouldCarryTheMessageAsItIsNow() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        RoomId tea = store.aPublicRoomWith(alice);
        Message message = store.say(alice, tea, "hello", "c");
        store.update(called(alice, "Alice of today"));

        LoggedEvent event = last(store);

        assertThat(event.kind()).isEqualTo(EventKind.MESSAGE_POSTED);
        assertThat(event.at()).isEqualTo(NOW);
        assertThat(event.roomId()).isEqualTo(tea);
        assertThat(event.actorId()).isEqualTo(alice.id());
        assertThat(event.subjectId()).isNull();
        EventContent.OfMessage content = (EventContent.OfMessage) event.content();
        assertThat(content.message().message()).isEqualTo(message);
        assertThat(content.message().sender().displayName().value()).isEqualTo("Alice of today");
    }

    @Test
    default void roomCreatedShouldContainTheCurrentRoomForAllViewers() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        RoomId tea = store.aPublicRoomWith(alice);
        store.say(alice, tea, "hello");

        LoggedEvent event = store.wholeLog().get(0);

        assertThat(event.kind()).isEqualTo(EventKind.ROOM_CREATED);
        assertThat(event.actorId()).isEqualTo(alice.id());
        RoomView seen = store.roomQueries().view(tea, alice.id(), NOW).orElseThrow();
        assertThat(event.content())
                .isEqualTo(new EventContent.OfRoom(new RoomView(seen.room(), seen.lastMessage(), null, null)));
    }

    @Test
    default void memberJoinedShouldContainTheRoomWhileTheSubjectIsAMember() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        RoomId tea = store.aPublicRoomWith(alice);
        store.say(alice, tea, "hello");
        store.join(bob, tea, Role.MODERATOR);

        LoggedEvent event = last(store);
        RoomView seen = store.roomQueries().view(tea, bob.id(), NOW).orElseThrow();
        assertThat(event.kind()).isEqualTo(EventKind.MEMBER_JOINED);
        assertThat(event.subjectId()).isEqualTo(bob.id());
        assertThat(event.content()).isEqualTo(new EventContent.Joined(bob.profile(), Role.MODERATOR, NOW, 2, seen));

        store.leave(bob, tea);
        assertThat(store.wholeLog().get((int) event.position().value() - 1).content())
                .as("the count of that time: the current one is not visible")
                .isEqualTo(new EventContent.Joined(bob.profile(), Role.MEMBER, NOW, 2, null));
    }

    @Test
    default void memberJoinedShouldCarryNoRoomOnceThatIsDeleted() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        RoomId tea = store.aPublicRoomWith(alice);
        store.delete(tea, alice);

        assertThat(store.wholeLog().get(1).content())
                .isEqualTo(new EventContent.Joined(alice.profile(), Role.MEMBER, NOW, 1, null));
    }

    @Test
    default void memberLeftShouldContainActorAndReason() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        RoomId tea = store.aPublicRoomWith(alice, bob);
        store.write(uow -> {
            StoreFixture.locked(uow, tea);
            uow.rooms().removeMember(tea, bob.id());
            return uow.append(new RoomEvent.MemberLeft(tea, bob.id(), alice.id(), LeaveReason.BANNED, 1), LATER);
        });

        LoggedEvent event = last(store);

        assertThat(event.kind()).isEqualTo(EventKind.MEMBER_LEFT);
        assertThat(event.at()).isEqualTo(LATER);
        assertThat(event.subjectId()).isEqualTo(bob.id());
        assertThat(event.content()).isEqualTo(new EventContent.Left(bob.id(), alice.id(), LeaveReason.BANNED, 1));
    }

    @Test
    default void roomDeletedShouldCarryNothingAndMayBeAnOperators() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        RoomId tea = store.aPublicRoomWith(alice);
        store.write(uow -> {
            uow.rooms().delete(tea);
            return uow.append(new RoomEvent.Deleted(tea, null), NOW);
        });

        LoggedEvent event = last(store);

        assertThat(event)
                .isEqualTo(new LoggedEvent(
                        new Position(3), EventKind.ROOM_DELETED, NOW, tea, null, null, new EventContent.Nothing()));
        assertThat(store.logFor(alice)).contains(event);
    }

    @Test
    default void sessionRevokedShouldBePersonal() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        Session session = store.session(alice, LATER);
        revoke(store, session);

        LoggedEvent event = last(store);

        assertThat(event.kind()).isEqualTo(EventKind.SESSION_REVOKED);
        assertThat(event.roomId()).isNull();
        assertThat(event.subjectId()).isEqualTo(alice.id());
        assertThat(event.content()).isEqualTo(new EventContent.Revoked(session.id()));
        assertThat(store.logFor(alice)).containsExactly(event);
        assertThat(store.logFor(bob)).isEmpty();
    }

    // ---- all kinds

    @Test
    default void eventOfEachKindShouldBeReadAsItWasAppended() {
        EventSamples samples = EventSamples.in(storage());
        for (EventKind kind : EventKind.values()) {
            DomainEvent appended = samples.append(kind);
            LoggedEvent read = samples.last();

            assertThat(appended.kind()).isEqualTo(kind);
            assertThat(read.kind()).isEqualTo(kind);
            assertThat(read.roomId()).as("room of %s", kind).isEqualTo(appended.roomId());
            assertThat(read.actorId()).as("actor of %s", kind).isEqualTo(appended.actorId());
            assertThat(read.subjectId()).as("subject of %s", kind).isEqualTo(appended.subjectId());
            assertThat(read.content()).as("content of %s", kind).isInstanceOf(EventSamples.content(kind));
        }
    }

    @Test
    default void eventOfEachKindShouldReachTheAccountsOfItsScope() {
        EventSamples samples = EventSamples.in(storage());
        for (EventKind kind : EventKind.values()) {
            samples.append(kind);

            assertThat(samples.receivers())
                    .as("receivers of %s", kind)
                    .containsExactlyElementsOf(
                            switch (kind.scope()) {
                                case ROOM, ACQUAINTANCES -> List.of(samples.alice, samples.bob);
                                case MEMBER, ACCOUNT -> List.of(samples.bob);
                            });
        }
    }

    @Test
    default void readInOneQueryShouldReturnTheFirstEventsUntilOneContainsARoomOrAProfile() {
        Storage storage = storage();
        EventSamples samples = EventSamples.in(storage);
        for (EventKind kind : EventKind.values()) {
            samples.append(kind);
            LoggedEvent last = samples.last();

            List<LoggedEvent> read = readInOneQuery(storage, last.position().value() - 1, 10);

            if (kind.scope() == EventScope.MEMBER || last.content() instanceof EventContent.OfMessage) {
                assertThat(read).as("events of %s", kind).isNotEmpty();
            }
            assertThat(read).as("events of %s", kind).isSubsetOf(last);
        }
    }

    @Test
    default void readInOneQueryShouldLoadReactionsAndStopAtTheLimit() {
        Storage storage = storage();
        StoreFixture store = StoreFixture.in(storage);
        Account alice = store.person("alice");
        RoomId tea = store.aPublicRoomWith(alice);
        long before = store.head().value();
        Message message = store.say(alice, tea, "one");
        store.say(alice, tea, "two");
        store.write(uow -> {
            StoreFixture.locked(uow, tea);
            uow.reactions().add(message.id(), new Emoji("👍"), alice.id(), 10, NOW);
            return uow.append(new MessageEvent.ReactionAdded(tea, message.id(), alice.id(), new Emoji("👍")), NOW);
        });

        List<LoggedEvent> whole = store.wholeLog();
        assertThat(readInOneQuery(storage, before, 100))
                .hasSize(3)
                .isEqualTo(whole.subList(whole.size() - 3, whole.size()));
        assertThat(readInOneQuery(storage, before, 2)).isEqualTo(whole.subList(whole.size() - 3, whole.size() - 1));
        assertThat(readInOneQuery(storage, before + 3, 100)).isEmpty();
        assertThat(readInOneQuery(storage, before + 30, 100)).isEmpty();
    }

    private static List<LoggedEvent> readInOneQuery(Storage storage, long after, int limit) {
        return storage.transactions().readSingle(stores -> stores.log().readInOneQuery(new Position(after), limit));
    }

    // ---- who gets what

    @Test
    default void readForShouldReturnARoomFromItsCreationOrTheViewersJoin() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        RoomId tea = store.aPrivateRoomWith(alice, bob);
        store.say(alice, tea, "hello");

        assertThat(store.said(alice)).containsExactly("room.created", "alice joined", "bob joined", "hello");
        assertThat(store.said(bob)).containsExactly("bob joined", "hello");
        assertThat(store.logFor(alice)).isEqualTo(store.wholeLog());
    }

    @Test
    default void readForShouldReturnNothingOfPublicRoomsToNonMembers() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        store.say(alice, store.aPublicRoomWith(alice), "hello");
        store.say(alice, store.aPrivateRoomWith(alice), "psst");

        assertThat(store.said(store.person("stranger"))).isEmpty();
    }

    @Test
    default void readForShouldBeginWithTheJoining() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        RoomId tea = store.aPublicRoomWith(alice);
        store.say(alice, tea, "before");
        store.join(bob, tea);
        store.say(alice, tea, "after");

        assertThat(store.said(bob)).containsExactly("bob joined", "after");
    }

    @Test
    default void readForShouldGiveNothingMoreOfARoomThatWasLeftButOnesOwnComingAndGoing() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        for (LeaveReason reason : LeaveReason.values()) {
            Account person = store.person("was-" + reason.name().toLowerCase(java.util.Locale.ROOT));
            RoomId tea = store.aPublicRoomWith(alice, person);
            store.say(alice, tea, "while a member");
            store.end(person, tea, reason);
            store.say(alice, tea, "afterwards");

            assertThat(store.said(person)).containsExactly(person.username() + " joined", "member.left");
        }
    }

    @Test
    default void readForShouldCountFromTheLatestJoining() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        RoomId tea = store.aPublicRoomWith(alice);
        store.join(bob, tea);
        store.say(alice, tea, "first time");
        store.leave(bob, tea);
        store.say(alice, tea, "while away");
        store.join(bob, tea);
        store.say(alice, tea, "second time");

        assertThat(store.said(bob)).containsExactly("bob joined", "member.left", "bob joined", "second time");
    }

    @Test
    default void readForShouldReturnOnlyTheDeletionOfADeletedRoomToItsMembers() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        Account left = store.person("left");
        RoomId tea = store.aPrivateRoomWith(alice, bob, left);
        store.say(alice, tea, "hello");
        store.leave(left, tea);
        store.delete(tea, alice);

        assertThat(store.said(bob)).containsExactly("bob joined", "room.deleted");
        assertThat(store.said(alice)).containsExactly("alice joined", "room.deleted");
        assertThat(store.said(left)).containsExactly("left joined", "member.left");
        assertThat(store.said(store.person("stranger"))).isEmpty();
    }

    @Test
    default void readForShouldNotReturnJoinsAndLeavesOfOthersInForeignRooms() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        Account carol = store.person("carol");
        RoomId tea = store.aPublicRoomWith(alice);
        RoomId coffee = store.aPublicRoomWith(alice, carol);
        store.join(bob, tea);
        store.leave(bob, tea);

        assertThat(store.said(carol)).containsExactly("carol joined");
        assertThat(store.roomQueries().memberSince(carol.id())).containsOnlyKeys(coffee);
    }

    @Test
    default void readForShouldMergeManyRoomsInTheOrderOfTheLogAndGoOnPageByPage() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        List<RoomId> rooms = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            rooms.add(i % 2 == 0 ? store.aPublicRoomWith(alice, bob) : store.aPrivateRoomWith(alice));
        }
        for (int i = 0; i < 40; i++) {
            store.say(alice, rooms.get(i % 5), "message " + i);
        }
        revoke(store, store.session(bob, LATER));
        List<LoggedEvent> whole = store.logFor(bob);

        List<LoggedEvent> paged = new ArrayList<>();
        Position after = Position.START;
        Position head = store.head();
        List<LoggedEvent> page;
        do {
            Position from = after;
            page = store.log().readFor(bob.id(), from, head, 7);
            paged.addAll(page);
            after = page.isEmpty() ? head : page.get(page.size() - 1).position();
        } while (!page.isEmpty());

        assertThat(whole).hasSize(3 + 24 + 1);
        assertThat(whole)
                .extracting(event -> event.position().value())
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(paged).isEqualTo(whole);
        assertThat(whole).isSubsetOf(store.wholeLog());
    }

    @Test
    default void readForShouldKeepToItsBounds() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        RoomId tea = store.aPublicRoomWith(alice);
        for (int i = 3; i <= 10; i++) {
            store.say(alice, tea, "at " + i);
        }
        Position deleted = store.delete(store.aPublicRoomWith(alice), alice);

        assertThat(store.log().readFor(alice.id(), new Position(4), new Position(7), 10))
                .extracting(StoreFixture::inAWord)
                .containsExactly("at 5", "at 6", "at 7");
        assertThat(store.log().readFor(alice.id(), new Position(7), new Position(7), 10))
                .isEmpty();
        assertThat(store.log().readFor(alice.id(), deleted, new Position(1000), 10))
                .isEmpty();
    }

    @Test
    default void readForShouldReturnAccountUpdatesToCurrentAcquaintances() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        Account carol = store.person("carol");
        Account left = store.person("left");
        Account stranger = store.person("stranger");
        RoomId tea = store.aPrivateRoomWith(alice, bob, left);
        store.aPrivateRoomWith(alice, bob);
        store.delete(store.aPrivateRoomWith(alice, stranger), alice);
        store.leave(left, tea);
        Position before = store.head();
        store.write(uow -> {
            uow.contacts().add(carol.id(), alice.id(), 10, NOW);
            uow.contacts().add(alice.id(), stranger.id(), 10, NOW);
            uow.blocks().add(stranger.id(), alice.id(), 10, NOW);
            return uow.append(new AccountEvent.Updated(alice.id()), NOW);
        });

        for (Account knowing : List.of(alice, bob, carol)) {
            assertThat(store.log().readFor(knowing.id(), before, store.head(), 10))
                    .as(knowing.username().value())
                    .containsExactly(last(store));
            assertThat(store.log().countFor(knowing.id(), before, store.head(), 10))
                    .isEqualTo(1);
            assertThat(store.log().readFor(knowing.id(), store.head(), store.head(), 10))
                    .isEmpty();
        }
        for (Account other : List.of(left, stranger)) {
            assertThat(store.log().readFor(other.id(), before, store.head(), 10))
                    .as(other.username().value())
                    .isEmpty();
        }
    }

    @Test
    default void accountUpdatedShouldReachTheMembersOfRoomsLeftWithIt() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        Account carol = store.person("carol");
        RoomId tea = store.aPublicRoomWith(bob, alice);
        store.aPublicRoomWith(carol);
        Position before = store.head();

        store.write(uow -> {
            uow.accounts().update(alice.anonymised(NOW));
            uow.append(new AccountEvent.Updated(alice.id(), java.util.Set.of(tea)), NOW);
            StoreFixture.end(uow, alice, tea, LeaveReason.LEFT);
            return null;
        });

        assertThat(store.log().readFor(bob.id(), before, store.head(), 10))
                .extracting(LoggedEvent::kind)
                .containsExactly(EventKind.ACCOUNT_UPDATED, EventKind.MEMBER_LEFT);
        assertThat(store.log()
                        .readFor(bob.id(), before, store.head(), 10)
                        .get(0)
                        .content())
                .isEqualTo(new EventContent.OfAccount(
                        alice.anonymised(NOW).profile(), java.util.Set.of(), java.util.Set.of(tea)));
        assertThat(store.log().readFor(carol.id(), before, store.head(), 10)).isEmpty();
    }

    @Test
    default void accountUpdatedShouldContainTheCurrentProfileAndRooms() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        store.write(uow -> uow.append(new AccountEvent.Updated(alice.id()), NOW));
        assertThat(last(store).content())
                .isEqualTo(new EventContent.OfAccount(alice.profile(), java.util.Set.of(), java.util.Set.of()));

        Position at = store.head();
        RoomId tea = store.aPublicRoomWith(alice);
        RoomId coffee = store.aPublicRoomWith(store.person("bob"), alice);
        store.leave(alice, store.aPublicRoomWith(store.person("carol"), alice));
        store.delete(store.aPublicRoomWith(alice), alice);
        store.update(called(alice, "Alice of today"));

        LoggedEvent event = store.log().read(Position.START, at, 10).get(0);
        assertThat(event.subjectId()).isEqualTo(alice.id());
        EventContent.OfAccount content = (EventContent.OfAccount) event.content();
        assertThat(content.account().displayName().value()).isEqualTo("Alice of today");
        assertThat(content.rooms()).containsExactlyInAnyOrder(tea, coffee);
    }

    @Test
    default void countForShouldCountTheEventsOfReadForUpToABound() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        RoomId tea = store.aPublicRoomWith(alice);
        store.join(bob, tea);
        RoomId other = store.aPrivateRoomWith(alice);
        for (int i = 0; i < 10; i++) {
            store.say(alice, i % 2 == 0 ? tea : other, "message " + i);
        }
        Position head = store.head();

        assertThat(store.log().countFor(bob.id(), Position.START, head, 100)).isEqualTo(6);
        assertThat(store.log().countFor(bob.id(), Position.START, head, 4)).isEqualTo(4);
        assertThat(store.log().countFor(bob.id(), head, head, 100)).isZero();
        assertThat(store.log().countFor(store.person("stranger").id(), Position.START, head, 100))
                .isZero();
    }
}
