package dev.chatrooms.application.account;

import static dev.chatrooms.application.Fixture.chatOn;
import static dev.chatrooms.application.Fixture.login;
import static dev.chatrooms.application.Fixture.person;
import static dev.chatrooms.application.Fixture.privateRoom;
import static dev.chatrooms.application.Fixture.publicRoom;
import static dev.chatrooms.application.Fixture.say;
import static dev.chatrooms.application.Fixture.verify;
import static dev.chatrooms.application.Outcomes.blamed;
import static dev.chatrooms.application.Outcomes.get;
import static dev.chatrooms.application.Outcomes.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.event.EventContent;
import dev.chatrooms.application.event.LoggedEvent;
import dev.chatrooms.application.message.HistoryRequest;
import dev.chatrooms.application.message.Send;
import dev.chatrooms.application.room.NewRoom;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.application.spi.StoreFixture;
import dev.chatrooms.application.spi.Together;
import dev.chatrooms.domain.FieldError;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.event.EventKind;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.LeaveReason;
import dev.chatrooms.domain.room.Role;
import dev.chatrooms.domain.room.RoomKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** The deletion of an account and what remains of it. */
public interface AccountDeletionContract {
    String PASSWORD = "correct horse";

    /** Returns an empty store, a new one for each test. */
    Storage storage();

    private static RefusalCode loginRefusal(Chat chat, String username) {
        return refusal(chat.authentication().login(new Login(username, PASSWORD, null, null)))
                .code();
    }

    @Test
    default void deleteShouldKeepOnlyTheMessagesOfTheAccount() {
        StoreFixture store = StoreFixture.in(storage());
        try (Chat chat = chatOn(storage())) {
            Caller alice = person(chat, "alice");
            Caller bob = person(chat, "bob");
            verify(storage(), bob, "bob@example.org");
            String token = get(chat.authentication().login(new Login("bob", PASSWORD, null, null)))
                    .accessToken();
            RoomId tea = publicRoom(chat, alice, "Tea", bob);
            MessageId said = say(chat, bob, tea, "hello").message().message().id();
            Account shown = get(chat.profiles().setAvatar(bob, SampleImages.png(4, 4)));
            chat.profiles().setSettings(bob, "{\"theme\":\"dark\"}");
            get(chat.personalLists().addContact(bob, "alice"));
            get(chat.personalLists().block(bob, "alice"));
            get(chat.personalLists().addContact(alice, "bob"));

            get(chat.profiles().delete(bob, PASSWORD));

            Account left = store.accounts().find(bob.accountId()).orElseThrow();
            assertThat(left).isEqualTo(shown.anonymised(left.updatedAt()));
            assertThat(store.avatars().has(bob.accountId(), shown.avatar())).isFalse();
            assertThat(store.settings().find(bob.accountId())).isEmpty();
            assertThat(store.<Set<AccountId>>read(s -> s.contacts().all(bob.accountId())))
                    .isEmpty();
            assertThat(store.<Set<AccountId>>read(s -> s.blocks().all(bob.accountId())))
                    .isEmpty();
            // Others find the update of the account by their contacts.
            assertThat(store.<Set<AccountId>>read(s -> s.contacts().all(alice.accountId())))
                    .containsExactly(bob.accountId());
            assertThat(store.room(tea).memberCount()).isEqualTo(1);
            assertThat(store.rooms().joinedRooms(bob.accountId())).isEmpty();
            var message = chat.messages().message(alice, said);
            assertThat(message.message().text()).hasToString("hello");
            assertThat(message.sender().displayName()).hasToString("Deleted account");
            assertThat(message.sender().id()).isEqualTo(bob.accountId());
            assertThat(refusal(() -> chat.authentication().authenticate(token)).code())
                    .isEqualTo(RefusalCode.UNAUTHENTICATED);
            for (String name : List.of("bob", "bob@example.org", left.username().value())) {
                assertThat(loginRefusal(chat, name)).as(name).isEqualTo(RefusalCode.BAD_CREDENTIALS);
            }
            assertThat(person(chat, "bob").accountId()).isNotEqualTo(bob.accountId());
        }
    }

    @Test
    default void deleteShouldAppendTheUpdateFirstAndTheRevocationsLast() {
        StoreFixture store = StoreFixture.in(storage());
        try (Chat chat = chatOn(storage())) {
            Caller alice = person(chat, "alice");
            Caller bob = person(chat, "bob");
            RoomId tea = publicRoom(chat, alice, "Tea", bob);
            RoomId theirs = privateRoom(chat, bob, "Mine alone");
            Caller session = login(chat, "bob");
            Position before = store.head();

            get(chat.profiles().delete(session, PASSWORD));

            List<LoggedEvent> events = store.logSince(before);
            assertThat(events)
                    .extracting(LoggedEvent::kind)
                    .containsExactly(
                            EventKind.ACCOUNT_UPDATED,
                            EventKind.MEMBER_LEFT,
                            EventKind.ROOM_DELETED,
                            EventKind.SESSION_REVOKED,
                            EventKind.SESSION_REVOKED);
            assertThat(events.get(1).roomId()).isEqualTo(tea);
            assertThat(events.get(1).content())
                    .isEqualTo(new EventContent.Left(bob.accountId(), bob.accountId(), LeaveReason.LEFT, 1));
            assertThat(events.get(2).roomId()).isEqualTo(theirs);
            assertThat(events.get(3).content()).isEqualTo(new EventContent.Revoked(session.session()));
            assertThat(events.get(4).content()).isEqualTo(new EventContent.Revoked(null));
        }
    }

    @Test
    default void deleteShouldBeRefusedWhenARoomWouldLoseItsLastOwner() {
        StoreFixture store = StoreFixture.in(storage());
        try (Chat chat = chatOn(storage())) {
            Caller alice = person(chat, "alice");
            Caller bob = person(chat, "bob");
            RoomId tea = publicRoom(chat, alice, "Tea", bob);
            RoomId chess = privateRoom(chat, alice, "Chess", "bob");
            privateRoom(chat, alice, "Mine alone");
            RoomId shared = publicRoom(chat, alice, "Shared");
            store.join(store.person("carol"), shared, Role.OWNER);
            Position before = store.head();

            ChatException refused = refusal(chat.profiles().delete(alice, PASSWORD));

            assertThat(refused.code()).isEqualTo(RefusalCode.LAST_OWNER);
            assertThat(blamed(refused)).containsExactly("rooms last_owner", "rooms last_owner");
            assertThat(refused.refusal().errors())
                    .extracting(FieldError::message)
                    .containsExactlyInAnyOrder(tea + " Tea", chess + " Chess");
            assertThat(store.head()).isEqualTo(before);
            assertThat(login(chat, "alice").accountId()).isEqualTo(alice.accountId());

            get(chat.rooms().leave(bob, tea));
            get(chat.rooms().leave(bob, chess));
            get(chat.profiles().delete(alice, PASSWORD));
            assertThat(store.rooms().find(tea)).isEmpty();
            assertThat(store.room(shared).memberCount()).isEqualTo(1);
        }
    }

    @Test
    default void deleteShouldBeRefusedWhenThePasswordIsWrong() {
        StoreFixture store = StoreFixture.in(storage());
        try (Chat chat = chatOn(storage())) {
            Caller alice = person(chat, "alice");
            Position before = store.head();

            for (String wrong : List.of("wrong horse", "", "short", "x".repeat(257), "correct\0horse")) {
                assertThat(refusal(chat.profiles().delete(alice, wrong)).code())
                        .as(wrong)
                        .isEqualTo(RefusalCode.BAD_CREDENTIALS);
            }

            assertThat(blamed(refusal(chat.profiles().delete(alice, null)))).containsExactly("password missing");
            assertThat(store.head()).isEqualTo(before);
            assertThat(login(chat, "alice").accountId()).isEqualTo(alice.accountId());
        }
    }

    @Test
    default void deleteShouldSucceedOnceWhenTwoCallsRace() {
        StoreFixture store = StoreFixture.in(storage());
        try (Chat one = chatOn(storage());
                Chat other = chatOn(storage())) {
            Caller alice = person(one, "alice");
            Caller bob = person(one, "bob");
            RoomId tea = publicRoom(one, alice, "Tea", bob);
            Position before = store.head();

            List<Together.Outcome<Object>> outcomes = Together.run(List.<Callable<Object>>of(
                    () -> one.profiles().delete(bob, PASSWORD).join(),
                    () -> other.profiles().delete(bob, PASSWORD).join()));

            assertThat(outcomes).filteredOn(Together.Outcome::succeeded).hasSize(1);
            assertThat(outcomes)
                    .filteredOn(outcome -> !outcome.succeeded())
                    .extracting(outcome -> ((ChatException) outcome.failure().getCause()).code())
                    .containsExactly(RefusalCode.UNKNOWN_ACCOUNT);
            assertThat(store.logSince(before))
                    .extracting(LoggedEvent::kind)
                    .containsExactly(EventKind.ACCOUNT_UPDATED, EventKind.MEMBER_LEFT, EventKind.SESSION_REVOKED);
            assertThat(store.room(tea).memberCount()).isEqualTo(1);
        }
    }

    @Test
    default void deleteShouldEndConcurrentSendsOfTheAccount() {
        StoreFixture store = StoreFixture.in(storage());
        try (Chat one = chatOn(storage());
                Chat other = chatOn(storage())) {
            Caller alice = person(one, "alice");
            Caller bob = person(one, "bob");
            RoomId tea = publicRoom(one, alice, "Tea", bob);
            CountDownLatch sending = new CountDownLatch(3);

            List<Together.Outcome<List<MessageId>>> outcomes = Together.run(List.<Callable<List<MessageId>>>of(
                    () -> {
                        Together.await(sending);
                        get(one.profiles().delete(bob, PASSWORD));
                        return List.of();
                    },
                    () -> sendUntilRefused(other, bob, tea, sending)));

            assertThat(outcomes).allMatch(Together.Outcome::succeeded);
            List<MessageId> acknowledged = outcomes.get(1).value();
            assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(3);
            var newest =
                    one.messages().history(alice, tea, HistoryRequest.newest(1)).items();
            assertThat(newest).extracting(m -> m.message().id()).containsExactly(last(acknowledged));
            assertThat(newest).extracting(m -> m.message().seq()).containsExactly((long) acknowledged.size());
            List<EventKind> kinds =
                    store.wholeLog().stream().map(LoggedEvent::kind).toList();
            assertThat(kinds.lastIndexOf(EventKind.MESSAGE_POSTED)).isLessThan(kinds.indexOf(EventKind.MEMBER_LEFT));
        }
    }

    private static List<MessageId> sendUntilRefused(Chat chat, Caller sender, RoomId room, CountDownLatch sending) {
        List<MessageId> acknowledged = new ArrayList<>();
        while (true) {
            try {
                acknowledged.add(chat.messages()
                        .send(sender, new Send(room, "still here", null))
                        .join()
                        .message()
                        .message()
                        .id());
                sending.countDown();
            } catch (CompletionException e) {
                assertThat(((ChatException) e.getCause()).code())
                        .isIn(RefusalCode.UNKNOWN_ACCOUNT, RefusalCode.NOT_A_MEMBER);
                return acknowledged;
            }
        }
    }

    private static MessageId last(List<MessageId> ids) {
        return ids.get(ids.size() - 1);
    }

    @Test
    default void deleteShouldLeaveNoMembershipWhenAJoinRaces() {
        StoreFixture store = StoreFixture.in(storage());
        try (Chat one = chatOn(storage());
                Chat other = chatOn(storage())) {
            Caller alice = person(one, "alice");
            for (int round = 0; round < 5; round++) {
                Caller bob = person(one, "bob");
                RoomId tea = publicRoom(one, alice, "Tea " + round);

                List<Together.Outcome<Object>> outcomes = Together.run(List.<Callable<Object>>of(
                        () -> one.profiles().delete(bob, PASSWORD).join(),
                        () -> other.rooms()
                                .join(bob, tea)
                                .handle((room, thrown) -> Optional.ofNullable(thrown))
                                .join()));

                assertThat(outcomes).allMatch(Together.Outcome::succeeded);
                assertThat(store.rooms().joinedRooms(bob.accountId())).isEmpty();
                assertThat(store.room(tea).memberCount()).isEqualTo(1);
            }
        }
    }

    @Test
    default void createShouldNotAcceptDeletedAccountsAsMembers() {
        StoreFixture store = StoreFixture.in(storage());
        try (Chat chat = chatOn(storage())) {
            Caller alice = person(chat, "alice");
            Caller bob = person(chat, "bob");
            get(chat.profiles().delete(bob, PASSWORD));
            String name = store.accounts()
                    .find(bob.accountId())
                    .orElseThrow()
                    .username()
                    .value();

            for (String gone : List.of("bob", bob.accountId().toString(), name)) {
                assertThat(blamed(refusal(
                                chat.rooms().create(alice, new NewRoom(RoomKind.PRIVATE, "Tea", null, List.of(gone))))))
                        .as(gone)
                        .containsExactly("members[0] unknown");
            }
        }
    }
}
