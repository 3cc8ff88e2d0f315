package dev.chatrooms.application.people;

import static dev.chatrooms.application.Fixture.UNLIMITED;
import static dev.chatrooms.application.Fixture.person;
import static dev.chatrooms.application.Fixture.publicRoom;
import static dev.chatrooms.application.Fixture.say;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.Eventually;
import dev.chatrooms.application.Fixture;
import dev.chatrooms.application.HandClock;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.event.FeedItem;
import dev.chatrooms.application.event.StreamRequest;
import dev.chatrooms.application.memory.MemoryStorage;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.application.spi.Together;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.people.Presence;
import dev.chatrooms.domain.people.Presence.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PeopleTest {
    private final HandClock clock = new HandClock();
    private final Storage storage = MemoryStorage.create();
    private final Chat chat = node();
    private final People people = chat.people();
    private final Caller alice = person(chat, "alice");
    private final Caller bob = person(chat, "bob");

    private Chat node() {
        return Fixture.builder(storage).settings(UNLIMITED).clock(clock).build();
    }

    @AfterEach
    void close() {
        chat.close();
    }

    private void delete(Caller who) {
        storage.transactions().write(uow -> {
            uow.accounts()
                    .update(uow.accounts().find(who.accountId()).orElseThrow().anonymised(clock.instant()));
            return null;
        });
    }

    private static RefusalCode refusal(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        ChatException[] refused = new ChatException[1];
        assertThatThrownBy(call).isInstanceOfSatisfying(ChatException.class, e -> refused[0] = e);
        return refused[0].code();
    }

    // ---- people

    @Test
    void personShouldShowTheCallersListsButNotTheOthersBlocks() {
        chat.personalLists().addContact(alice, "bob").join();
        chat.personalLists().block(bob, "alice").join();

        Person seen = people.person(alice, "Bob");
        assertThat(seen.profile().username().value()).isEqualTo("bob");
        assertThat(seen.isContact()).isTrue();
        assertThat(seen.blockedByMe()).isFalse();
        assertThat(people.person(bob, alice.accountId().toString()).blockedByMe())
                .isTrue();
        assertThat(people.person(bob, "bob").isContact()).isFalse();
    }

    @Test
    void deletedAccountShouldBeFoundByIdOnly() {
        delete(bob);
        String id = bob.accountId().toString();

        assertThat(people.person(alice, id).profile().displayName().value()).isEqualTo("Deleted account");
        assertThat(refusal(() -> people.person(alice, "bob"))).isEqualTo(RefusalCode.NOT_FOUND);
        String name = people.person(alice, id).profile().username().value();
        assertThat(refusal(() -> people.person(alice, name))).isEqualTo(RefusalCode.NOT_FOUND);
        assertThat(people.messages(alice, id, PageRequest.FIRST).items()).isEmpty();
        assertThat(people.rooms(alice, id, PageRequest.FIRST).items()).isEmpty();
    }

    @Test
    void unknownUsersShouldNotBeFound() {
        for (String nobody : List.of("nobody", UUID.randomUUID().toString(), "?", "")) {
            assertThat(refusal(() -> people.person(alice, nobody))).isEqualTo(RefusalCode.NOT_FOUND);
            assertThat(refusal(() -> people.rooms(alice, nobody, PageRequest.FIRST)))
                    .isEqualTo(RefusalCode.NOT_FOUND);
            assertThat(refusal(() -> people.messages(alice, nobody, PageRequest.FIRST)))
                    .isEqualTo(RefusalCode.NOT_FOUND);
        }
    }

    @Test
    void searchShouldFindPeopleAndRefuseInvalidTerms() {
        assertThat(people.search(alice, "BO", PageRequest.FIRST).items())
                .extracting(p -> p.username().value())
                .containsExactly("bob");
        assertThat(people.search(alice, null, PageRequest.FIRST).items()).hasSize(2);
        assertThat(people.search(alice, "  ", PageRequest.FIRST).items()).hasSize(2);
        assertThat(refusal(() -> people.search(alice, "a\u0000", PageRequest.FIRST)))
                .isEqualTo(RefusalCode.INVALID);
        assertThat(refusal(() -> people.search(alice, "a".repeat(255), PageRequest.FIRST)))
                .isEqualTo(RefusalCode.INVALID);
    }

    @Test
    void messagesShouldListReadableRoomsNewestFirst() {
        RoomId open = publicRoom(chat, bob, "Open");
        RoomId shared = Fixture.privateRoom(chat, bob, "Shared", "alice");
        RoomId secret = Fixture.privateRoom(chat, bob, "Secret");
        say(chat, bob, open, "one");
        say(chat, bob, secret, "psst");
        say(chat, bob, shared, "two");
        say(chat, alice, shared, "hers");
        say(chat, bob, open, "three");

        Page<dev.chatrooms.application.message.MessageView> page =
                people.messages(alice, "bob", new PageRequest(2, null));
        assertThat(page.items()).extracting(m -> m.message().text().value()).containsExactly("three", "two");
        assertThat(people.messages(alice, "bob", new PageRequest(2, page.next()))
                        .items())
                .extracting(m -> m.message().text().value())
                .containsExactly("one");
        assertThat(people.rooms(alice, "bob", PageRequest.FIRST).items())
                .extracting(room -> room.room().name().value())
                .containsExactly("Shared", "Open");
    }

    // ---- presence

    /** A stream with unlimited demand. */
    private static final class Stream implements Flow.Subscriber<FeedItem>, AutoCloseable {
        private final CountDownLatch started = new CountDownLatch(1);
        private Flow.Subscription subscription;

        Stream(Chat node, Caller who) {
            node.events().events(who, StreamRequest.FROM_NOW).subscribe(this);
            Together.await(started);
        }

        @Override
        public void onSubscribe(Flow.Subscription s) {
            subscription = s;
            s.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(FeedItem item) {
            started.countDown();
        }

        @Override
        public void onError(Throwable e) {}

        @Override
        public void onComplete() {}

        @Override
        public void close() {
            subscription.cancel();
        }
    }

    private Presence presenceOfBob(Chat node) {
        return node.people().presence(alice, List.of("bob")).get(0).presence();
    }

    @Test
    void presenceShouldBeOnlineOnEveryNodeWhileAnyHasAStream() {
        try (Chat other = node()) {
            Instant before = clock.instant();
            Stream first = new Stream(chat, bob);
            Stream second = new Stream(chat, bob);
            Eventually.await(() -> presenceOfBob(chat).status() == Status.ONLINE);
            Eventually.await(() -> presenceOfBob(other).status() == Status.ONLINE);
            first.close();
            clock.advance(Duration.ofSeconds(7));
            assertThat(presenceOfBob(chat)).isEqualTo(new Presence(Status.ONLINE, clock.instant()));

            second.close();
            Eventually.await(() -> presenceOfBob(chat).status() == Status.OFFLINE);
            Eventually.await(() -> presenceOfBob(other).status() == Status.OFFLINE);
            assertThat(presenceOfBob(chat).lastSeenAt()).isEqualTo(before.plusSeconds(7));
            assertThat(presenceOfBob(other).lastSeenAt()).isEqualTo(before.plusSeconds(7));
        }
    }

    @Test
    void presenceShouldEndOnEveryNodeWhenTheNodeCloses() {
        Chat other = node();
        Stream stream = new Stream(other, bob);
        Eventually.await(() -> presenceOfBob(chat).status() == Status.ONLINE);

        other.close();

        Eventually.await(() -> presenceOfBob(chat).status() == Status.OFFLINE);
        stream.close();
    }

    @Test
    void presenceShouldBeHiddenByABlockInEitherDirection() {
        Fixture.login(chat, "bob");
        for (Caller blocker : List.of(alice, bob)) {
            String other = blocker.equals(alice) ? "bob" : "alice";
            try (Stream stream = new Stream(chat, bob)) {
                assertThat(stream).isNotNull();
                Eventually.await(() -> presenceOfBob(chat).status() == Status.ONLINE);
                chat.personalLists().block(blocker, other).join();
                assertThat(presenceOfBob(chat)).isEqualTo(Presence.HIDDEN);
                chat.personalLists().unblock(blocker, other).join();
                assertThat(presenceOfBob(chat).status()).isEqualTo(Status.ONLINE);
            }
        }
    }

    @Test
    void presenceShouldReportTheLastLoginWhenNoStreamIsKnown() {
        assertThat(presenceOfBob(chat)).isEqualTo(new Presence(Status.OFFLINE, null));
        Instant at = clock.instant();
        Fixture.login(chat, "bob");
        clock.advance(Duration.ofHours(1));

        assertThat(presenceOfBob(chat)).isEqualTo(new Presence(Status.OFFLINE, at));
    }

    @Test
    void presenceShouldReportTheLaterOfStreamAndCall() {
        new Stream(chat, bob).close();
        Eventually.await(() -> presenceOfBob(chat).status() == Status.OFFLINE
                && presenceOfBob(chat).lastSeenAt() != null);
        clock.advance(Duration.ofHours(1));
        Instant later = clock.instant();
        Fixture.login(chat, "bob");
        clock.advance(Duration.ofHours(1));

        assertThat(presenceOfBob(chat)).isEqualTo(new Presence(Status.OFFLINE, later));
    }

    @Test
    void presenceShouldListKnownAccountsOnceInTheOrderOfTheRequest() {
        Caller gone = person(chat, "gone");
        delete(gone);
        String id = alice.accountId().toString();

        assertThat(people.presence(
                        alice,
                        List.of(
                                "bob",
                                "nobody",
                                id,
                                "",
                                "ALICE",
                                "bob",
                                gone.accountId().toString())))
                .extracting(PersonPresence::userId)
                .containsExactly(bob.accountId(), alice.accountId());
        assertThat(people.presence(alice, Collections.nCopies(People.MAX_USERS, "bob")))
                .hasSize(1);
        assertThatThrownBy(() -> people.presence(alice, Collections.nCopies(People.MAX_USERS + 1, "bob")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
