package dev.chatrooms.application.room;

import static dev.chatrooms.application.Fixture.chatOn;
import static dev.chatrooms.application.Fixture.disable;
import static dev.chatrooms.application.Fixture.person;
import static dev.chatrooms.application.Fixture.privateRoom;
import static dev.chatrooms.application.Fixture.publicRoom;
import static dev.chatrooms.application.Outcomes.blamed;
import static dev.chatrooms.application.Outcomes.get;
import static dev.chatrooms.application.Outcomes.racing;
import static dev.chatrooms.application.Outcomes.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.memory.MemoryStorage;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.domain.FieldError;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.Role;
import dev.chatrooms.domain.room.RoomKind;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoomCreationTest {
    private final Storage storage = MemoryStorage.create();
    private final Chat chat = chatOn(storage);
    private final Caller alice = person(chat, "alice");
    private final Caller bob = person(chat, "bob");

    @AfterEach
    void close() {
        chat.close();
    }

    @Test
    void createShouldMakeTheCallerOwnerAndOnlyMember() {
        RoomView made = get(chat.rooms().create(alice, new NewRoom(RoomKind.PUBLIC, "Tea", "Leaves", List.of())));

        assertThat(made.room().kind()).isEqualTo(RoomKind.PUBLIC);
        assertThat(made.room().name()).hasToString("Tea");
        assertThat(made.room().topic()).hasToString("Leaves");
        assertThat(made.room().createdBy()).isEqualTo(alice.accountId());
        assertThat(made.room().memberCount()).isEqualTo(1);
        assertThat(made.room().lastSeq()).isZero();
        assertThat(made.lastMessage()).isNull();
        assertThat(made.me().membership().role()).isEqualTo(Role.OWNER);
        assertThat(chat.rooms().room(alice, made.room().id())).isEqualTo(made);
    }

    @Test
    void createShouldAddNamedAccountsOnceByIdOrUsername() {
        person(chat, "carol");
        String bobsId = bob.accountId().toString();
        List<String> named = List.of("BOB", "carol", bobsId, bobsId.toUpperCase(Locale.ROOT), "alice", "carol");

        RoomView made = get(chat.rooms().create(alice, new NewRoom(RoomKind.PRIVATE, "Tea", null, named)));

        assertThat(made.room().memberCount()).isEqualTo(3);
        assertThat(chat.rooms()
                        .members(bob, made.room().id(), PageRequest.FIRST)
                        .items())
                .extracting(member -> member.user().username() + " " + member.role())
                .containsExactly("alice OWNER", "bob MEMBER", "carol MEMBER");
        assertThat(made.me().membership().role()).isEqualTo(Role.OWNER);
    }

    @Test
    void createShouldReportEachUnknownMemberAndCreateNothing() {
        String unknown = new UUID(0, 1).toString();
        ChatException refusal = refusal(chat.rooms()
                .create(
                        alice,
                        new NewRoom(
                                RoomKind.PUBLIC,
                                "Tea",
                                null,
                                List.of("nobody", "bob", unknown, "", "\0", "b\u212Ab"))));

        assertThat(refusal.code()).isEqualTo(RefusalCode.INVALID);
        assertThat(blamed(refusal))
                .containsExactly(
                        "members[0] unknown",
                        "members[2] unknown",
                        "members[3] unknown",
                        "members[4] unknown",
                        "members[5] unknown");
        assertThat(chat.rooms().ownRooms(alice, PageRequest.FIRST).items()).isEmpty();
        assertThat(chat.rooms().directory(alice, null, PageRequest.FIRST).items())
                .isEmpty();
        publicRoom(chat, alice, "Tea");
    }

    @Test
    void createShouldReportEveryInvalidField() {
        NewRoom bad = new NewRoom(null, " ", "x".repeat(251), Collections.nCopies(101, "bob"));

        assertThat(blamed(refusal(chat.rooms().create(alice, bad))))
                .containsExactly("kind missing", "name empty", "topic too_long", "members too_many");
        assertThat(blamed(
                        refusal(chat.rooms().create(alice, new NewRoom(RoomKind.DIRECT, null, null, List.of("bob"))))))
                .containsExactly("kind not_supported", "name missing");
    }

    @Test
    void createShouldAcceptTheMaximumNumberOfMembers() {
        assertThat(get(chat.rooms()
                                .create(
                                        alice,
                                        new NewRoom(RoomKind.PRIVATE, "Tea", null, Collections.nCopies(100, "bob"))))
                        .room()
                        .memberCount())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Stra\u00DFe", "STRASSE", "stra\u1E9Ee"})
    void createShouldBeRefusedWhenAPublicRoomHasTheNameInAnyCase(String name) {
        publicRoom(chat, alice, "Strasse");

        ChatException refusal = refusal(chat.rooms().create(bob, new NewRoom(RoomKind.PUBLIC, name, null, List.of())));
        assertThat(refusal.code()).isEqualTo(RefusalCode.NAME_TAKEN);
        assertThat(refusal.refusal().errors()).extracting(FieldError::field).containsExactly("name");
        privateRoom(chat, bob, name);
    }

    @Test
    void createShouldAcceptTheNameOfAPrivateRoom() {
        RoomId first = privateRoom(chat, alice, "Tea");
        RoomId second = privateRoom(chat, alice, "Tea");
        RoomId open = publicRoom(chat, bob, "tea");

        assertThat(List.of(first, second, open)).doesNotHaveDuplicates();
        assertThat(nameOf(alice, first)).isEqualTo("Tea");
        assertThat(nameOf(alice, second)).isEqualTo("Tea");
        assertThat(nameOf(bob, open)).isEqualTo("tea");
    }

    private String nameOf(Caller member, RoomId room) {
        return chat.rooms().room(member, room).room().name().value();
    }

    @Test
    void createShouldAcceptTheNameOfADeletedRoom() {
        RoomId first = publicRoom(chat, alice, "Tea");

        get(chat.rooms().delete(alice, first));

        RoomId second = publicRoom(chat, bob, "TEA");
        assertThat(second).isNotEqualTo(first);
        assertThat(nameOf(bob, second)).isEqualTo("TEA");
    }

    @Test
    void createShouldMakeOneRoomWhenSeveralNodesRaceForAName() {
        try (Chat other = chatOn(storage)) {
            List<Chat> nodes = List.of(chat, other);
            List<Boolean> made = racing(8, () -> {
                Chat node = nodes.get((int) (Thread.currentThread().getId() % 2));
                try {
                    publicRoom(node, alice, "Tea");
                    return true;
                } catch (CompletionException e) {
                    assertThat(((ChatException) e.getCause()).code()).isEqualTo(RefusalCode.NAME_TAKEN);
                    return false;
                }
            });

            assertThat(made).containsOnlyOnce(true);
        }
    }

    @Test
    void newRoomShouldNameItsMissingMembers() {
        assertThatThrownBy(() -> new NewRoom(RoomKind.PUBLIC, "R", null, null))
                .isInstanceOf(NullPointerException.class)
                .hasMessageStartingWith("members ");
    }

    @Test
    void createShouldBeRefusedWhenTheAccountIsNotActive() {
        disable(storage, bob);
        Caller unknown = Caller.of(new AccountId(new UUID(0, 1)));

        NewRoom tea = new NewRoom(RoomKind.PUBLIC, "Tea", null, List.of());
        assertThat(refusal(chat.rooms().create(bob, tea)).code()).isEqualTo(RefusalCode.ACCOUNT_DISABLED);
        assertThat(refusal(chat.rooms().create(unknown, tea)).code()).isEqualTo(RefusalCode.UNKNOWN_ACCOUNT);
        publicRoom(chat, alice, "Tea");
    }
}
