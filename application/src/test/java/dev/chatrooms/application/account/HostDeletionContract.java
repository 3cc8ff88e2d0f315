package dev.chatrooms.application.account;

import static dev.chatrooms.application.Fixture.chatOn;
import static dev.chatrooms.application.Fixture.login;
import static dev.chatrooms.application.Fixture.person;
import static dev.chatrooms.application.Fixture.privateRoom;
import static dev.chatrooms.application.Fixture.publicRoom;
import static dev.chatrooms.application.Fixture.say;
import static dev.chatrooms.application.Outcomes.get;
import static dev.chatrooms.application.Outcomes.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.admin.AuditAction;
import dev.chatrooms.application.admin.OwnedRooms;
import dev.chatrooms.application.admin.PostedMessages;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.event.EventContent;
import dev.chatrooms.application.event.LoggedEvent;
import dev.chatrooms.application.message.MessageView;
import dev.chatrooms.application.message.Send;
import dev.chatrooms.application.room.MemberView;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.application.spi.StoreFixture;
import dev.chatrooms.application.spi.Together;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.AccountKind;
import dev.chatrooms.domain.event.EventKind;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.metadata.Metadata;
import dev.chatrooms.domain.room.Role;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The deletion of an account by the host, without its password, and what becomes of the rooms that it owns. */
public interface HostDeletionContract {
    /** Returns an empty store, a new one for each test. */
    Storage storage();

    private static void delete(Chat chat, Caller account, OwnedRooms rooms) {
        get(chat.administration().deleteAccount(account.accountId(), rooms, PostedMessages.KEEP));
    }

    private static Caller fromHost(Chat chat, String externalId, String name) {
        return Caller.of(get(chat.administration().ensureAccount(externalId, AccountProfile.named(name)))
                .id());
    }

    private static Role roleOf(Chat chat, Caller member, RoomId room) {
        return chat.rooms().members(member, room, PageRequest.FIRST).items().stream()
                .filter(view -> view.user().id().equals(member.accountId()))
                .map(MemberView::role)
                .findFirst()
                .orElseThrow();
    }

    private static void setRole(Chat chat, Caller owner, RoomId room, Caller member, Role role) {
        get(chat.moderation().changeRole(owner, room, member.accountId().toString(), role));
    }

    @Test
    default void deleteShouldNeedNoPasswordAndKeepTheMessages() {
        StoreFixture store = StoreFixture.in(storage());
        try (Chat chat = chatOn(storage())) {
            Caller alice = person(chat, "alice");
            Caller sam = fromHost(chat, "sam@example.org", "Sam");
            RoomId tea = publicRoom(chat, alice, "Tea", sam);
            MessageId said = say(chat, sam, tea, "hello").message().message().id();

            delete(chat, sam, OwnedRooms.HAND_OVER);

            Account left = store.accounts().find(sam.accountId()).orElseThrow();
            assertThat(left.deleted()).isTrue();
            assertThat(left.displayName()).hasToString("Deleted account");
            assertThat(chat.messages().message(alice, said).message().text()).hasToString("hello");
            assertThat(chat.administration().findByExternalId("sam@example.org"))
                    .isEmpty();
            assertThat(refusal(() -> chat.accounts().account(sam)).code()).isEqualTo(RefusalCode.UNKNOWN_ACCOUNT);
            assertThat(fromHost(chat, "sam@example.org", "Sam").accountId()).isNotEqualTo(sam.accountId());
            assertThat(store.audit().list(PageRequest.FIRST).items().get(0).entry())
                    .satisfies(entry -> {
                        assertThat(entry.action()).isEqualTo(AuditAction.ACCOUNT_DELETED);
                        assertThat(entry.account()).isEqualTo(sam.accountId());
                        assertThat(entry.actor()).isNull();
                        assertThat(entry.detail()).isEqualTo("messages kept");
                    });
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"BOT", "SYSTEM"})
    default void deletedBotShouldActNoMoreAndLeaveOnlyItsMessages(AccountKind kind) {
        StoreFixture store = StoreFixture.in(storage());
        try (Chat chat = chatOn(storage())) {
            Caller alice = person(chat, "alice");
            AccountProfile profile =
                    AccountProfile.named("Stock").withKind(kind).withMetadata(new Metadata("{\"shelf\":7}"));
            Account bot = get(chat.administration().ensureAccount("stock", profile));
            RoomId tea = publicRoom(chat, alice, "Tea", Caller.of(bot));
            MessageId said =
                    say(chat, Caller.of(bot), tea, "low").message().message().id();
            Caller session = chat.authentication()
                    .authenticate(get(chat.sessions().open(bot.id())).accessToken());

            delete(chat, Caller.of(bot), OwnedRooms.HAND_OVER);

            MessageView left = chat.messages().message(alice, said);
            assertThat(left.text()).isEqualTo("low");
            assertThat(left.sender().displayName()).hasToString("Deleted account");
            assertThat(left.sender().kind()).isEqualTo(kind);
            assertThat(store.accounts().find(bot.id()).orElseThrow().metadata()).isNull();
            assertThat(store.room(tea).memberCount()).isEqualTo(1);
            // Also in a room that it could write in without a membership.
            assertThat(refusal(chat.messages().send(Caller.of(bot), new Send(tea, "more", null)))
                            .code())
                    .isEqualTo(RefusalCode.UNKNOWN_ACCOUNT);
            assertThat(refusal(chat.messages().send(session, new Send(tea, "more", null)))
                            .code())
                    .isEqualTo(RefusalCode.UNAUTHENTICATED);
            assertThat(refusal(chat.editing().edit(Caller.of(bot), said, "else"))
                            .code())
                    .isEqualTo(RefusalCode.UNKNOWN_ACCOUNT);
            Account next = get(chat.administration().ensureAccount("stock", profile));
            assertThat(next.id()).isNotEqualTo(bot.id());
            assertThat(next.username()).isEqualTo(bot.username());
        }
    }

    @Test
    default void ownedRoomsShouldPassToTheLongestStandingModeratorOrElseMember() {
        StoreFixture store = StoreFixture.in(storage());
        try (Chat chat = chatOn(storage())) {
            Caller alice = person(chat, "alice");
            Caller bob = person(chat, "bob");
            Caller carol = person(chat, "carol");
            Caller dave = person(chat, "dave");
            RoomId moderated = publicRoom(chat, alice, "Moderated");
            RoomId plain = privateRoom(chat, alice, "Plain", "carol");
            for (Caller member : List.of(bob, carol, dave)) {
                get(chat.rooms().join(member, moderated));
            }
            setRole(chat, alice, moderated, dave, Role.MODERATOR);
            setRole(chat, alice, moderated, carol, Role.MODERATOR);
            RoomId alone = privateRoom(chat, alice, "Alone");
            RoomId shared = publicRoom(chat, alice, "Shared", bob, dave);
            setRole(chat, alice, shared, dave, Role.OWNER);
            Position before = store.head();

            delete(chat, alice, OwnedRooms.HAND_OVER);

            assertThat(roleOf(chat, carol, moderated)).isEqualTo(Role.OWNER);
            assertThat(roleOf(chat, dave, moderated)).isEqualTo(Role.MODERATOR);
            assertThat(roleOf(chat, carol, plain)).isEqualTo(Role.OWNER);
            assertThat(roleOf(chat, bob, shared)).isEqualTo(Role.MEMBER);
            assertThat(store.rooms().find(alone)).isEmpty();
            assertThat(store.room(moderated).memberCount()).isEqualTo(3);
            List<LoggedEvent> events = store.logSince(before);
            assertThat(events.subList(0, 3))
                    .extracting(LoggedEvent::kind)
                    .containsExactly(EventKind.MEMBER_UPDATED, EventKind.MEMBER_UPDATED, EventKind.ACCOUNT_UPDATED);
            assertThat(events)
                    .extracting(LoggedEvent::kind)
                    .endsWith(EventKind.ROOM_DELETED, EventKind.SESSION_REVOKED);
        }
    }

    @Test
    default void disabledAccountsShouldFollowOnlyIfNoOtherMemberIsLeft() {
        try (Chat chat = chatOn(storage())) {
            Caller alice = person(chat, "alice");
            Caller bob = person(chat, "bob");
            Caller carol = person(chat, "carol");
            RoomId both = privateRoom(chat, alice, "Both", "bob", "carol");
            setRole(chat, alice, both, bob, Role.MODERATOR);
            RoomId only = privateRoom(chat, alice, "Only", "bob");
            get(chat.administration().disable(bob.accountId()));

            delete(chat, alice, OwnedRooms.HAND_OVER);

            chat.administration().enable(bob.accountId());
            assertThat(roleOf(chat, carol, both)).isEqualTo(Role.OWNER);
            assertThat(roleOf(chat, bob, only)).isEqualTo(Role.OWNER);
        }
    }

    @Test
    default void ownedRoomsShouldBeDeletedForAllIfWanted() {
        StoreFixture store = StoreFixture.in(storage());
        try (Chat chat = chatOn(storage())) {
            Caller alice = person(chat, "alice");
            Caller bob = person(chat, "bob");
            RoomId owned = privateRoom(chat, alice, "Owned", "bob");
            RoomId member = publicRoom(chat, bob, "Of bob");
            get(chat.rooms().join(alice, member));

            delete(chat, alice, OwnedRooms.DELETE);

            assertThat(store.rooms().find(owned)).isEmpty();
            assertThat(store.room(member).memberCount()).isEqualTo(1);
            assertThat(chat.rooms().ownRooms(bob, PageRequest.FIRST).items())
                    .extracting(view -> view.room().id())
                    .containsExactly(member);
        }
    }

    @Test
    default void moreRoomsThanFitInATransactionShouldAllBeHandedOver() {
        StoreFixture store = StoreFixture.in(storage());
        try (Chat chat = chatOn(storage())) {
            Caller alice = person(chat, "alice");
            Caller bob = person(chat, "bob");
            List<RoomId> rooms = IntStream.range(0, 101)
                    .mapToObj(n -> privateRoom(chat, alice, "Room " + n, "bob"))
                    .toList();

            delete(chat, alice, OwnedRooms.HAND_OVER);

            assertThat(store.rooms().countOwned(bob.accountId(), 1000)).isEqualTo(rooms.size());
            assertThat(store.rooms().joinedRooms(alice.accountId())).isEmpty();
        }
    }

    @Test
    default void theLastEnabledAdministratorShouldStay() {
        StoreFixture store = StoreFixture.in(storage());
        try (Chat chat = chatOn(storage())) {
            Caller root = Caller.of(get(chat.administration().createAdmin(Registration.of("root", "correct horse")))
                    .id());
            Account other = get(chat.administration().createAdmin(Registration.of("other", "correct horse")));
            privateRoom(chat, root, "Alone");
            get(chat.administration().disable(other.id()));
            Position before = store.head();

            assertThat(refusal(chat.administration()
                                    .deleteAccount(root.accountId(), OwnedRooms.DELETE, PostedMessages.ERASE))
                            .code())
                    .isEqualTo(RefusalCode.LAST_ADMIN);
            assertThat(refusal(chat.administration().disable("root")).code()).isEqualTo(RefusalCode.LAST_ADMIN);
            assertThat(refusal(chat.profiles().delete(login(chat, "root"), "correct horse"))
                            .code())
                    .isEqualTo(RefusalCode.LAST_ADMIN);
            assertThat(store.head()).isEqualTo(before);

            chat.administration().enable(other.id());
            delete(chat, root, OwnedRooms.DELETE);
            assertThat(store.accounts().find(root.accountId()).orElseThrow().deleted())
                    .isTrue();
        }
    }

    @Test
    default void oneOfTwoAdministratorsShouldStayWhenBothAreDeletedAtOnce() {
        try (Chat one = chatOn(storage());
                Chat other = chatOn(storage())) {
            AccountId first = get(one.administration().createAdmin(Registration.of("first", "correct horse")))
                    .id();
            AccountId second = get(one.administration().createAdmin(Registration.of("second", "correct horse")))
                    .id();

            List<Together.Outcome<Object>> outcomes = Together.run(List.<Callable<Object>>of(
                    () -> one.administration()
                            .deleteAccount(first, OwnedRooms.DELETE, PostedMessages.KEEP)
                            .join(),
                    () -> other.administration()
                            .deleteAccount(second, OwnedRooms.DELETE, PostedMessages.KEEP)
                            .join()));

            assertThat(outcomes).filteredOn(Together.Outcome::succeeded).hasSize(1);
            assertThat(one.administration().hasAdmin()).isTrue();
        }
    }

    @Test
    default void deleteShouldBeIdempotentAndRefuseAnUnknownAccount() {
        StoreFixture store = StoreFixture.in(storage());
        try (Chat chat = chatOn(storage())) {
            Caller bob = person(chat, "bob");
            delete(chat, bob, OwnedRooms.HAND_OVER);
            Position before = store.head();

            delete(chat, bob, OwnedRooms.HAND_OVER);

            assertThat(store.head()).isEqualTo(before);
            assertThat(refusal(chat.administration()
                                    .deleteAccount(
                                            new AccountId(UUID.randomUUID()),
                                            OwnedRooms.HAND_OVER,
                                            PostedMessages.KEEP))
                            .code())
                    .isEqualTo(RefusalCode.NOT_FOUND);
        }
    }

    @Test
    default void deleteShouldEndAllSessions() {
        StoreFixture store = StoreFixture.in(storage());
        try (Chat chat = chatOn(storage())) {
            person(chat, "bob");
            Caller bob = login(chat, "bob");
            Position before = store.head();

            delete(chat, bob, OwnedRooms.HAND_OVER);

            assertThat(store.logSince(before))
                    .extracting(LoggedEvent::content)
                    .endsWith(new EventContent.Revoked(bob.session()), new EventContent.Revoked(null));
        }
    }
}
