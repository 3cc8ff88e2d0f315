package dev.chatrooms.application.room;

import static dev.chatrooms.application.Fixture.chatOn;
import static dev.chatrooms.application.Fixture.disable;
import static dev.chatrooms.application.Fixture.person;
import static dev.chatrooms.application.Fixture.privateRoom;
import static dev.chatrooms.application.Fixture.publicRoom;
import static dev.chatrooms.application.Fixture.say;
import static dev.chatrooms.application.Outcomes.blamed;
import static dev.chatrooms.application.Outcomes.get;
import static dev.chatrooms.application.Outcomes.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.event.EventContent;
import dev.chatrooms.application.event.LoggedEvent;
import dev.chatrooms.application.event.Recorder;
import dev.chatrooms.application.event.StreamRequest;
import dev.chatrooms.application.message.HistoryRequest;
import dev.chatrooms.application.message.Send;
import dev.chatrooms.application.room.DirectRoomManagement.Opened;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.application.spi.StoreFixture;
import dev.chatrooms.application.spi.Together;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.event.EventKind;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.Role;
import dev.chatrooms.domain.room.RoomKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** Direct rooms. */
public interface DirectConversationContract {
    /** Returns an empty store, a new one for each test. */
    Storage storage();

    private static NewRoom with(String... members) {
        return new NewRoom(RoomKind.DIRECT, null, null, List.of(members));
    }

    private static RoomId open(Chat chat, Caller opener, String other) {
        return get(chat.directRooms().open(opener, with(other))).room().room().id();
    }

    private static ChatException refused(Chat chat, Caller opener, NewRoom room) {
        return refusal(chat.directRooms().open(opener, room));
    }

    private static RefusalCode sending(Chat chat, Caller sender, RoomId room) {
        return refusal(chat.messages().send(sender, new Send(room, "hello", null)))
                .code();
    }

    // ---- opening

    @Test
    default void openShouldCreateOneRoomForBoth() {
        try (Chat chat = chatOn(storage())) {
            Caller alice = person(chat, "alice");
            Caller bob = person(chat, "bob");

            Opened first = get(chat.directRooms().open(alice, with("bob")));
            Opened again =
                    get(chat.directRooms().open(alice, with(bob.accountId().toString())));
            Opened fromBob = get(chat.directRooms().open(bob, with("Alice", "bob")));

            assertThat(first.created()).isTrue();
            assertThat(first.room().room().kind()).isEqualTo(RoomKind.DIRECT);
            assertThat(first.room().room().memberCount()).isEqualTo(2);
            assertThat(first.room().me().membership().role()).isEqualTo(Role.MEMBER);
            assertThat(first.room().peer().id()).isEqualTo(bob.accountId());
            assertThat(again.created()).isFalse();
            assertThat(again.room()).isEqualTo(first.room());
            assertThat(fromBob.created()).isFalse();
            assertThat(fromBob.room().room()).isEqualTo(first.room().room());
            assertThat(fromBob.room().peer().id()).isEqualTo(alice.accountId());
            assertThat(chat.rooms()
                            .members(bob, first.room().room().id(), PageRequest.FIRST)
                            .items())
                    .extracting(MemberView::role)
                    .containsExactly(Role.MEMBER, Role.MEMBER);
        }
    }

    @Test
    default void openShouldAcceptOneOtherAccountAndNoOtherFields() {
        try (Chat chat = chatOn(storage())) {
            Caller alice = person(chat, "alice");
            person(chat, "bob");
            person(chat, "carol");

            assertThat(refused(chat, alice, with("alice")).code()).isEqualTo(RefusalCode.SELF);
            assertThat(refused(chat, alice, with("Alice", alice.accountId().toString()))
                            .code())
                    .isEqualTo(RefusalCode.SELF);
            assertThat(blamed(refused(chat, alice, with()))).containsExactly("members missing");
            assertThat(blamed(refused(chat, alice, with("bob", "carol")))).containsExactly("members too_many");
            assertThat(blamed(refused(chat, alice, with("nobody", "bob")))).containsExactly("members[0] unknown");
            assertThat(blamed(refused(chat, alice, new NewRoom(RoomKind.DIRECT, "Name", "Topic", List.of("bob")))))
                    .containsExactly("name not_supported", "topic not_supported");
            assertThat(blamed(refused(chat, alice, new NewRoom(RoomKind.PRIVATE, null, null, List.of("bob")))))
                    .containsExactly("kind not_supported");
            assertThat(blamed(refused(
                            chat, alice, with(Collections.nCopies(101, "bob").toArray(String[]::new)))))
                    .containsExactly("members too_many");
            assertThat(chat.rooms().ownRooms(alice, PageRequest.FIRST).items()).isEmpty();
        }
    }

    @Test
    default void openShouldRequireActiveAccounts() {
        try (Chat chat = chatOn(storage())) {
            Caller alice = person(chat, "alice");
            Caller bob = person(chat, "bob");
            disable(storage(), alice);

            assertThat(refused(chat, alice, with("bob")).code()).isEqualTo(RefusalCode.ACCOUNT_DISABLED);
            assertThat(get(chat.directRooms().open(bob, with("alice"))).created())
                    .as("a disabled account may be the peer")
                    .isTrue();
        }
    }

    @Test
    default void bothShouldReceiveTheRoomAndTheMemberships() {
        try (Chat chat = chatOn(storage());
                Chat other = chatOn(storage())) {
            Caller alice = person(chat, "alice");
            Caller bob = person(chat, "bob");
            Recorder atAlice = Recorder.eager().on(other.events().events(alice, StreamRequest.FROM_NOW));
            Recorder atBob = Recorder.eager().on(other.events().events(bob, StreamRequest.FROM_NOW));
            atAlice.welcome();
            atBob.welcome();

            RoomId room = open(chat, alice, "bob");
            say(chat, bob, room, "hello");

            atAlice.awaitEvents(4);
            atBob.awaitEvents(2);
            assertThat(atAlice.said()).containsExactly("room.created", "member.joined", "member.joined", "hello");
            assertThat(atBob.said()).containsExactly("member.joined", "hello");
            EventContent.Joined joined =
                    (EventContent.Joined) atBob.events().get(0).event().content();
            assertThat(joined.room().peer().id()).isEqualTo(alice.accountId());
        }
    }

    @Test
    default void directRoomShouldRefuseModerationLeaveAndDelete() {
        try (Chat chat = chatOn(storage())) {
            Caller alice = person(chat, "alice");
            person(chat, "bob");
            Caller carol = person(chat, "carol");
            RoomId room = open(chat, alice, "bob");

            assertThat(refusal(chat.rooms().leave(alice, room)).code()).isEqualTo(RefusalCode.DIRECT_ROOM);
            assertThat(refusal(chat.rooms().delete(alice, room)).code()).isEqualTo(RefusalCode.DIRECT_ROOM);
            assertThat(get(chat.rooms().join(alice, room)).me()).isNotNull();
            assertThat(refusal(chat.rooms().join(carol, room)).code()).isEqualTo(RefusalCode.NOT_FOUND);
            assertThat(refusal(chat.rooms().leave(carol, room)).code()).isEqualTo(RefusalCode.NOT_FOUND);
            assertThat(refusal(chat.rooms().delete(carol, room)).code()).isEqualTo(RefusalCode.NOT_FOUND);
            assertThat(sending(chat, carol, room)).isEqualTo(RefusalCode.NOT_FOUND);
        }
    }

    // ---- blocks

    @Test
    default void blockShouldCloseTheRoomInBothDirectionsUntilItIsLifted() {
        try (Chat chat = chatOn(storage())) {
            Caller alice = person(chat, "alice");
            Caller bob = person(chat, "bob");
            RoomId room = open(chat, alice, "bob");
            say(chat, alice, room, "before");
            get(chat.messages().send(bob, new Send(room, "mine", "c1")));

            get(chat.personalLists().block(bob, "alice"));

            assertThat(sending(chat, alice, room)).isEqualTo(RefusalCode.BLOCKED);
            assertThat(sending(chat, bob, room)).isEqualTo(RefusalCode.BLOCKED);
            assertThat(refused(chat, alice, with("bob")).code()).isEqualTo(RefusalCode.BLOCKED);
            assertThat(refused(chat, bob, with("alice")).code()).isEqualTo(RefusalCode.BLOCKED);
            assertThat(chat.messages()
                            .history(alice, room, HistoryRequest.newest(10))
                            .items())
                    .as("what was said can be read")
                    .hasSize(2);
            assertThat(get(chat.messages().send(bob, new Send(room, "mine", "c1")))
                            .duplicate())
                    .as("an ack that is due")
                    .isTrue();
            get(chat.personalLists().block(alice, "bob"));
            get(chat.personalLists().unblock(bob, "alice"));
            assertThat(sending(chat, bob, room)).as("the other's block stands").isEqualTo(RefusalCode.BLOCKED);
            get(chat.personalLists().unblock(alice, "bob"));
            say(chat, bob, room, "after");
            assertThat(get(chat.directRooms().open(alice, with("bob"))).created())
                    .isFalse();
        }
    }

    @Test
    default void blockShouldRefuseEditsReactionsAndPins() {
        try (Chat chat = chatOn(storage())) {
            Caller alice = person(chat, "alice");
            Caller bob = person(chat, "bob");
            RoomId room = open(chat, alice, "bob");
            MessageId said = get(chat.messages().send(alice, new Send(room, "hello", null)))
                    .message()
                    .message()
                    .id();
            get(chat.editing().react(alice, said, "\u2764", true));
            get(chat.personalLists().block(bob, "alice"));

            assertThat(refusal(chat.editing().edit(alice, said, "read this")).code())
                    .isEqualTo(RefusalCode.BLOCKED);
            assertThat(refusal(chat.editing().react(bob, said, "\u2764", true)).code())
                    .isEqualTo(RefusalCode.BLOCKED);
            for (boolean on : new boolean[] {true, false}) {
                assertThat(refusal(chat.editing().pin(alice, said, on)).code()).isEqualTo(RefusalCode.BLOCKED);
                assertThat(refusal(chat.editing().pin(bob, said, on)).code()).isEqualTo(RefusalCode.BLOCKED);
            }
            get(chat.editing().react(alice, said, "\u2764", false));
            get(chat.editing().delete(alice, said));
        }
    }

    @Test
    default void blockShouldHidePinsUntilItIsLifted() {
        try (Chat chat = chatOn(storage())) {
            Caller alice = person(chat, "alice");
            Caller bob = person(chat, "bob");
            person(chat, "carol");
            RoomId room = open(chat, alice, "bob");
            RoomId other = open(chat, alice, "carol");
            for (RoomId place : List.of(room, other)) {
                MessageId said = get(chat.messages().send(alice, new Send(place, "hello", null)))
                        .message()
                        .message()
                        .id();
                get(chat.editing().pin(alice, said, true));
            }

            get(chat.personalLists().block(bob, "alice"));

            assertThat(chat.editing().pins(alice, room, PageRequest.FIRST).items())
                    .isEmpty();
            assertThat(chat.editing().pins(bob, room, PageRequest.FIRST).items())
                    .isEmpty();
            assertThat(chat.editing().pins(alice, other, PageRequest.FIRST).items())
                    .hasSize(1);
            get(chat.personalLists().unblock(bob, "alice"));
            assertThat(chat.editing().pins(alice, room, PageRequest.FIRST).items())
                    .hasSize(1);
        }
    }

    @Test
    default void blockShouldPreventANewRoom() {
        try (Chat chat = chatOn(storage())) {
            Caller alice = person(chat, "alice");
            Caller bob = person(chat, "bob");
            get(chat.personalLists().block(alice, "bob"));

            assertThat(refused(chat, alice, with("bob")).code()).isEqualTo(RefusalCode.BLOCKED);
            assertThat(refused(chat, bob, with("alice")).code()).isEqualTo(RefusalCode.BLOCKED);
            get(chat.personalLists().unblock(alice, "bob"));
            assertThat(get(chat.directRooms().open(bob, with("alice"))).created())
                    .isTrue();
        }
    }

    @Test
    default void blockedAccountShouldNotBringTheBlockerIntoAPrivateRoom() {
        try (Chat chat = chatOn(storage())) {
            Caller alice = person(chat, "alice");
            Caller bob = person(chat, "bob");
            person(chat, "carol");
            RoomId secret = privateRoom(chat, alice, "Secret");
            RoomId open = publicRoom(chat, alice, "Open");
            RoomId openWithoutBob = publicRoom(chat, alice, "Other");
            String code = invite(chat, alice, secret);
            String toPublic = invite(chat, alice, openWithoutBob);
            get(chat.personalLists().block(bob, "alice"));

            assertThat(refusal(chat.moderation().add(alice, secret, "bob")).code())
                    .isEqualTo(RefusalCode.BLOCKED);
            assertThat(refusal(chat.rooms()
                                    .create(alice, new NewRoom(RoomKind.PRIVATE, "New", null, List.of("carol", "bob"))))
                            .code())
                    .isEqualTo(RefusalCode.BLOCKED);
            assertThat(refusal(chat.invitations().accept(bob, code)).code()).isEqualTo(RefusalCode.BLOCKED);
            get(chat.moderation().add(alice, open, "bob"));
            assertThat(refusal(chat.moderation().change(alice, open, toPrivate()))
                            .code())
                    .as("an added member in a room that becomes private")
                    .isEqualTo(RefusalCode.BLOCKED);
            get(chat.invitations().accept(bob, toPublic));
            assertThat(chat.rooms().ownRooms(bob, PageRequest.FIRST).items())
                    .extracting(view -> view.room().id())
                    .containsExactlyInAnyOrder(open, openWithoutBob);

            get(chat.personalLists().unblock(bob, "alice"));
            get(chat.moderation().change(alice, open, toPrivate()));
            get(chat.invitations().accept(bob, code));
        }
    }

    @Test
    default void blockerShouldBeFreeToBringTheBlockedAccountIntoAPrivateRoom() {
        try (Chat chat = chatOn(storage())) {
            Caller alice = person(chat, "alice");
            Caller bob = person(chat, "bob");
            RoomId secret = privateRoom(chat, alice, "Secret");
            get(chat.personalLists().block(alice, "bob"));

            get(chat.invitations().accept(bob, invite(chat, alice, secret)));
            get(chat.moderation().remove(alice, secret, "bob"));
            get(chat.moderation().add(alice, secret, "bob"));
            privateRoom(chat, alice, "Another", "bob");
        }
    }

    private static String invite(Chat chat, Caller creator, RoomId room) {
        return get(chat.invitations().create(creator, room, new NewInvite(null, null)))
                .invite()
                .code()
                .value();
    }

    private static RoomEdit toPrivate() {
        return new RoomEdit(null, null, RoomKind.PRIVATE);
    }

    @Test
    default void blockShouldNotAffectOtherRooms() {
        try (Chat chat = chatOn(storage())) {
            Caller alice = person(chat, "alice");
            Caller bob = person(chat, "bob");
            RoomId two = privateRoom(chat, alice, "Two", "bob");
            get(chat.personalLists().block(alice, "bob"));

            say(chat, bob, two, "still here");
            say(chat, alice, two, "so am I");

            for (Caller member : List.of(alice, bob)) {
                assertThat(chat.messages()
                                .history(member, two, HistoryRequest.newest(10))
                                .items())
                        .extracting(view -> view.message().text().value())
                        .containsExactlyInAnyOrder("still here", "so am I");
            }
        }
    }

    // ---- deleted accounts

    @Test
    default void roomShouldOutliveTheDeletionOfOneAccount() {
        try (Chat chat = chatOn(storage())) {
            Caller alice = person(chat, "alice");
            Caller bob = person(chat, "bob");
            RoomId room = open(chat, alice, "bob");
            say(chat, bob, room, "goodbye");

            get(chat.profiles().delete(bob, "correct horse"));

            RoomView left = chat.rooms().room(alice, room);
            assertThat(left.room().memberCount()).isEqualTo(2);
            assertThat(left.peer().displayName()).hasToString("Deleted account");
            assertThat(left.lastMessage().message().text()).hasToString("goodbye");
            assertThat(say(chat, alice, room, "a note to myself")
                            .message()
                            .message()
                            .seq())
                    .isEqualTo(2);
            assertThat(blamed(refused(chat, alice, with(bob.accountId().toString()))))
                    .containsExactly("members[0] unknown");
        }
    }

    // ---- races

    @Test
    default void concurrentOpensShouldReturnOneRoom() {
        try (Chat one = chatOn(storage());
                Chat two = chatOn(storage())) {
            for (int round = 0; round < 50; round++) {
                String left = "left" + round;
                String right = "right" + round;
                Caller a = person(one, left);
                Caller b = person(two, right);

                List<Together.Outcome<Opened>> outcomes = Together.run(List.<Callable<Opened>>of(
                        () -> get(one.directRooms().open(a, with(right))),
                        () -> get(two.directRooms().open(b, with(left)))));

                assertThat(outcomes).allMatch(Together.Outcome::succeeded);
                assertThat(outcomes)
                        .extracting(outcome -> outcome.value().room().room().id())
                        .as("one room")
                        .containsOnly(outcomes.get(0).value().room().room().id());
                assertThat(outcomes)
                        .extracting(outcome -> outcome.value().created())
                        .as("made once")
                        .containsExactlyInAnyOrder(true, false);
                assertThat(one.rooms().ownRooms(a, PageRequest.FIRST).items()).hasSize(1);
            }
        }
    }

    @Test
    default void blockShouldHaveOneOrderWithConcurrentSends() {
        StoreFixture store = StoreFixture.in(storage());
        try (Chat one = chatOn(storage());
                Chat two = chatOn(storage())) {
            Caller alice = person(one, "alice");
            Caller bob = person(one, "bob");
            RoomId room = open(one, alice, "bob");
            for (int round = 0; round < 20; round++) {
                Position before = store.head();

                List<Together.Outcome<Object>> outcomes = Together.run(List.<Callable<Object>>of(
                        () -> get(one.personalLists().block(bob, "alice")) == null,
                        () -> sendUntilBlocked(two, alice, room),
                        () -> sendUntilBlocked(one, bob, room)));

                assertThat(outcomes).allMatch(Together.Outcome::succeeded);
                List<LoggedEvent> log = store.log().read(before, store.head(), 10_000);
                assertThat(log.get(log.size() - 1).kind())
                        .as("nothing was said after the block")
                        .isEqualTo(EventKind.BLOCK_ADDED);
                assertThat(log.size() - 1)
                        .as("what was acknowledged is what is there")
                        .isEqualTo((int) outcomes.get(1).value()
                                + (int) outcomes.get(2).value());
                get(two.personalLists().unblock(bob, "alice"));
            }
        }
    }

    /** The number of messages that were acknowledged before one was refused. */
    private static int sendUntilBlocked(Chat chat, Caller sender, RoomId room) {
        for (int sent = 0; ; sent++) {
            try {
                chat.messages().send(sender, new Send(room, "hello", null)).join();
            } catch (CompletionException e) {
                assertThat(e.getCause())
                        .isInstanceOfSatisfying(
                                ChatException.class,
                                refused -> assertThat(refused.code()).isEqualTo(RefusalCode.BLOCKED));
                return sent;
            }
        }
    }

    @Test
    default void additionToAPrivateRoomShouldNotComeAfterAConcurrentBlock() {
        StoreFixture store = StoreFixture.in(storage());
        try (Chat one = chatOn(storage());
                Chat two = chatOn(storage())) {
            Caller alice = person(one, "alice");
            for (int round = 0; round < 20; round++) {
                String blocker = "blocker" + round;
                Caller bob = person(one, blocker);
                RoomId secret = privateRoom(two, alice, "Secret");
                Position before = store.head();

                List<Callable<Boolean>> both = new ArrayList<>();
                both.add(() -> get(one.personalLists().block(bob, "alice")) == null);
                both.add(() -> {
                    try {
                        two.moderation().add(alice, secret, blocker).join();
                        return true;
                    } catch (CompletionException e) {
                        assertThat(((ChatException) e.getCause()).code()).isEqualTo(RefusalCode.BLOCKED);
                        return false;
                    }
                });
                List<Together.Outcome<Boolean>> outcomes = Together.run(both);

                assertThat(outcomes).allMatch(Together.Outcome::succeeded);
                assertThat(store.log().read(before, store.head(), 100).stream().map(LoggedEvent::kind))
                        .containsExactlyElementsOf(
                                outcomes.get(1).value()
                                        ? List.of(EventKind.MEMBER_JOINED, EventKind.BLOCK_ADDED)
                                        : List.of(EventKind.BLOCK_ADDED));
            }
        }
    }

    @Test
    default void openShouldCreateNoRoomAfterAConcurrentBlock() {
        StoreFixture store = StoreFixture.in(storage());
        try (Chat one = chatOn(storage());
                Chat two = chatOn(storage())) {
            for (int round = 0; round < 20; round++) {
                String left = "left" + round;
                Caller a = person(one, left);
                Caller b = person(one, "right" + round);
                Position before = store.head();

                List<Callable<Boolean>> both = new ArrayList<>();
                both.add(() -> get(one.personalLists().block(a, b.accountId().toString())) == null);
                both.add(() -> {
                    try {
                        two.directRooms().open(b, with(left)).join();
                        return true;
                    } catch (CompletionException e) {
                        assertThat(((ChatException) e.getCause()).code()).isEqualTo(RefusalCode.BLOCKED);
                        return false;
                    }
                });
                List<Together.Outcome<Boolean>> outcomes = Together.run(both);

                assertThat(outcomes).allMatch(Together.Outcome::succeeded);
                List<EventKind> log = store.log().read(before, store.head(), 100).stream()
                        .map(LoggedEvent::kind)
                        .toList();
                assertThat(log)
                        .isEqualTo(
                                outcomes.get(1).value()
                                        ? List.of(
                                                EventKind.ROOM_CREATED,
                                                EventKind.MEMBER_JOINED,
                                                EventKind.MEMBER_JOINED,
                                                EventKind.BLOCK_ADDED)
                                        : List.of(EventKind.BLOCK_ADDED));
            }
        }
    }
}
