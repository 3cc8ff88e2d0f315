package dev.chatrooms.application.room;

import static dev.chatrooms.application.Fixture.chatOn;
import static dev.chatrooms.application.Fixture.disable;
import static dev.chatrooms.application.Fixture.person;
import static dev.chatrooms.application.Fixture.privateRoom;
import static dev.chatrooms.application.Fixture.publicRoom;
import static dev.chatrooms.application.Fixture.say;
import static dev.chatrooms.application.Outcomes.get;
import static dev.chatrooms.application.Outcomes.racing;
import static dev.chatrooms.application.Outcomes.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.memory.MemoryStorage;
import dev.chatrooms.application.message.HistoryRequest;
import dev.chatrooms.application.message.Send;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.Ban;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Joining, leaving and deleting rooms. */
class JoinAndLeaveTest {
    private static final RoomId NOWHERE = new RoomId(new UUID(0, 1));

    private final Storage storage = MemoryStorage.create();
    private final Chat chat = chatOn(storage);
    private final Caller alice = person(chat, "alice");
    private final Caller bob = person(chat, "bob");
    private final RoomId tea = publicRoom(chat, alice, "Tea");

    @AfterEach
    void close() {
        chat.close();
    }

    @Test
    void joinShouldCreateAMembershipThatHasReadEverything() {
        say(chat, alice, tea, "before Bob");

        RoomView joined = get(chat.rooms().join(bob, tea));

        assertThat(joined.room().memberCount()).isEqualTo(2);
        assertThat(joined.me().membership().readSeq()).isEqualTo(1);
        assertThat(joined.lastMessage().message().text()).hasToString("before Bob");
    }

    @Test
    void joinShouldChangeNothingWhenTheCallerIsAMember() {
        RoomView first = get(chat.rooms().join(bob, tea));
        Position head = head();

        assertThat(get(chat.rooms().join(bob, tea))).isEqualTo(first);
        assertThat(head()).isEqualTo(head);
    }

    @Test
    void joinShouldCreateOneMembershipWhenSeveralCallsRace() {
        Position head = head();

        racing(8, () -> chat.rooms().join(bob, tea).join());

        assertThat(head()).isEqualTo(head.plus(1));
        assertThat(chat.rooms().room(bob, tea).room().memberCount()).isEqualTo(2);
    }

    @Test
    void leaveShouldEndTheMembershipAndKeepAPublicRoomVisible() {
        get(chat.rooms().join(bob, tea));

        get(chat.rooms().leave(bob, tea));

        RoomView seen = chat.rooms().room(bob, tea);
        assertThat(seen.me()).isNull();
        assertThat(seen.room().memberCount()).isEqualTo(1);
        assertThat(chat.rooms().ownRooms(bob, PageRequest.FIRST).items()).isEmpty();
    }

    @Test
    void leaveShouldChangeNothingWhenTheCallerIsNotAMember() {
        Position head = head();

        get(chat.rooms().leave(bob, tea));

        assertThat(head()).isEqualTo(head);
    }

    @Test
    void leaveShouldBeRefusedForTheLastOwner() {
        assertThat(refusal(chat.rooms().leave(alice, tea)).code()).isEqualTo(RefusalCode.LAST_OWNER);
        get(chat.rooms().join(bob, tea));
        assertThat(refusal(chat.rooms().leave(alice, tea)).code()).isEqualTo(RefusalCode.LAST_OWNER);
        assertThat(chat.rooms().room(alice, tea).me()).isNotNull();
    }

    @Test
    void leaveShouldHideAPrivateRoom() {
        RoomId secret = privateRoom(chat, alice, "Secret", "bob");

        get(chat.rooms().leave(bob, secret));

        assertHidden(bob, secret);
    }

    @Test
    void deleteShouldHideTheRoomFromEveryone() {
        get(chat.rooms().join(bob, tea));

        get(chat.rooms().delete(alice, tea));

        assertHidden(alice, tea);
        assertHidden(bob, tea);
        assertThat(chat.rooms().ownRooms(alice, PageRequest.FIRST).items()).isEmpty();
        assertThat(chat.rooms().directory(alice, null, PageRequest.FIRST).items())
                .isEmpty();
    }

    @Test
    void deleteShouldBeRefusedWhenTheCallerIsNotAnOwner() {
        assertThat(refusal(chat.rooms().delete(bob, tea)).code()).isEqualTo(RefusalCode.INSUFFICIENT_ROLE);
        get(chat.rooms().join(bob, tea));
        assertThat(refusal(chat.rooms().delete(bob, tea)).code()).isEqualTo(RefusalCode.INSUFFICIENT_ROLE);
    }

    @Test
    void privateRoomShouldLookNonexistentToStrangers() {
        assertHidden(bob, privateRoom(chat, alice, "Secret"));
        assertHidden(bob, NOWHERE);
    }

    @Test
    void banShouldOnlyBeRevealedOnJoin() {
        storage.transactions().write(uow -> {
            uow.bans().put(new Ban(tea, bob.accountId(), alice.accountId(), null, Instant.EPOCH, null));
            return null;
        });

        assertThat(refusal(chat.rooms().join(bob, tea)).code()).isEqualTo(RefusalCode.BANNED);
        assertNotFound(() -> chat.rooms().room(bob, tea));
        assertNotFound(() -> chat.rooms().leave(bob, tea).join());
        assertNotFound(() -> chat.rooms().delete(bob, tea).join());
        assertNotFound(
                () -> chat.messages().send(bob, new Send(tea, "hello", null)).join());
        assertThat(chat.rooms().directory(bob, null, PageRequest.FIRST).items()).isEmpty();
    }

    @Test
    void changesShouldBeRefusedWhenTheAccountIsDisabled() {
        get(chat.rooms().join(bob, tea));
        disable(storage, bob);

        assertThat(List.of(
                        refusal(chat.rooms().join(bob, tea)).code(),
                        refusal(chat.rooms().leave(bob, tea)).code(),
                        refusal(chat.rooms().delete(bob, tea)).code(),
                        refusal(chat.messages().send(bob, new Send(tea, "hello", null)))
                                .code()))
                .containsOnly(RefusalCode.ACCOUNT_DISABLED);
    }

    private void assertHidden(Caller stranger, RoomId room) {
        assertNotFound(() -> chat.rooms().room(stranger, room));
        assertNotFound(() -> chat.rooms().members(stranger, room, PageRequest.FIRST));
        assertNotFound(() -> chat.rooms().join(stranger, room).join());
        assertNotFound(() -> chat.rooms().leave(stranger, room).join());
        assertNotFound(() -> chat.rooms().delete(stranger, room).join());
        assertNotFound(() -> chat.messages().history(stranger, room, HistoryRequest.newest(1)));
        assertNotFound(() ->
                chat.messages().send(stranger, new Send(room, "hello", null)).join());
    }

    private static void assertNotFound(ThrowingCallable call) {
        assertThat(refusal(call).code()).isEqualTo(RefusalCode.NOT_FOUND);
        assertThat(refusal(call).refusal().detail()).isEqualTo("no such room");
    }

    private Position head() {
        return storage.transactions().read(stores -> stores.log().head()).position();
    }
}
