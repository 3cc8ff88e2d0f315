package dev.chatrooms.application.room;

import static dev.chatrooms.application.Fixture.disable;
import static dev.chatrooms.application.Fixture.person;
import static dev.chatrooms.application.Fixture.privateRoom;
import static dev.chatrooms.application.Fixture.publicRoom;
import static dev.chatrooms.application.Outcomes.blamed;
import static dev.chatrooms.application.Outcomes.get;
import static dev.chatrooms.application.Outcomes.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.Fixture;
import dev.chatrooms.application.HandClock;
import dev.chatrooms.application.admin.AuditAction;
import dev.chatrooms.application.admin.AuditEntry;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.event.EventContent;
import dev.chatrooms.application.event.LoggedEvent;
import dev.chatrooms.application.memory.MemoryStorage;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.application.spi.StoreFixture;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.LeaveReason;
import dev.chatrooms.domain.room.Role;
import dev.chatrooms.domain.room.RoomKind;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The operations of owners and moderators; docs/rooms.md has the table of permissions. */
class RoomModerationTest {
    private static final RoomEdit TO_COFFEE = new RoomEdit("Coffee", "Beans", RoomKind.PRIVATE);

    private final HandClock clock = new HandClock();
    private final Storage storage = MemoryStorage.create();
    private final StoreFixture store = StoreFixture.in(storage);
    private final Chat chat =
            Fixture.builder(storage).settings(Fixture.UNLIMITED).clock(clock).build();
    private final Caller alice = person(chat, "alice");
    private final Caller bob = person(chat, "bob");
    private final RoomId tea = publicRoom(chat, alice, "Tea");

    @AfterEach
    void close() {
        chat.close();
    }

    private List<LoggedEvent> since(Position before) {
        return store.log().read(before, store.head(), 100);
    }

    private List<EventContent> received(Position before) {
        return since(before).stream().map(LoggedEvent::content).toList();
    }

    /** Returns the latest audit entry. */
    private AuditEntry lastDeed() {
        return store.audit().list(new PageRequest(1, null)).items().get(0).entry();
    }

    private AuditEntry deed(AuditAction action) {
        return AuditEntry.by(alice.accountId(), action, clock.instant()).on(tea);
    }

    /** Asserts that a change changes nothing, appends no event and is not audited. */
    private void assertNothingHappens(Supplier<CompletableFuture<?>> change) {
        Position head = store.head();
        List<?> auditEntries = store.audit().list(PageRequest.FIRST).items();

        get(change.get());

        assertThat(store.head()).isEqualTo(head);
        assertThat(store.audit().list(PageRequest.FIRST).items()).isEqualTo(auditEntries);
    }

    @Test
    void changeShouldNotifyMembersAndAuditTheChangedFields() {
        Position before = store.head();

        RoomView changed = get(chat.moderation().change(alice, tea, TO_COFFEE));

        assertThat(changed.room().name()).hasToString("Coffee");
        assertThat(changed.room().topic()).hasToString("Beans");
        assertThat(changed.room().kind()).isEqualTo(RoomKind.PRIVATE);
        assertThat(changed.me()).isNotNull();
        assertThat(received(before))
                .singleElement()
                .isInstanceOfSatisfying(
                        EventContent.OfRoom.class,
                        of -> assertThat(of.room().room()).isEqualTo(changed.room()));
        assertThat(lastDeed()).isEqualTo(deed(AuditAction.ROOM_UPDATED).with("name, topic, now private"));
        assertThat(refusal(() -> chat.rooms().room(bob, tea)).code()).isEqualTo(RefusalCode.NOT_FOUND);
    }

    @Test
    void changeShouldDoNothingWhenNothingDiffers() {
        assertNothingHappens(() -> chat.moderation().change(alice, tea, new RoomEdit(null, null, null)));
        assertNothingHappens(() -> chat.moderation().change(alice, tea, new RoomEdit("Tea", "", RoomKind.PUBLIC)));
    }

    @Test
    void changeShouldReportEveryInvalidField() {
        RoomEdit bad = new RoomEdit(" ", "x".repeat(251), RoomKind.DIRECT);

        assertThat(blamed(refusal(chat.moderation().change(alice, tea, bad))))
                .containsExactly("name empty", "topic too_long", "kind not_supported");
    }

    @Test
    void changeShouldKeepOnlyPublicNamesUnique() {
        publicRoom(chat, bob, "Coffee");
        RoomId hidden = privateRoom(chat, alice, "COFFEE");

        assertThat(refusal(chat.moderation().change(alice, tea, new RoomEdit("coffee", null, null)))
                        .code())
                .isEqualTo(RefusalCode.NAME_TAKEN);
        assertThat(refusal(chat.moderation().change(alice, hidden, new RoomEdit(null, null, RoomKind.PUBLIC)))
                        .code())
                .isEqualTo(RefusalCode.NAME_TAKEN);
        assertThat(chat.rooms().room(alice, tea).room().name()).hasToString("Tea");
        get(chat.moderation().change(alice, tea, TO_COFFEE));
        publicRoom(chat, bob, "tea");
    }

    @Test
    void addShouldCreateAMemberThatReceivesTheRoom() {
        Position before = store.head();

        MemberView added = get(chat.moderation().add(alice, tea, "BOB"));

        assertThat(added.user().id()).isEqualTo(bob.accountId());
        assertThat(added.role()).isEqualTo(Role.MEMBER);
        assertThat(since(before)).singleElement().satisfies(event -> {
            assertThat(event.actorId()).isEqualTo(alice.accountId());
            assertThat(((EventContent.Joined) event.content()).room()).isNotNull();
        });
        assertThat(lastDeed()).isEqualTo(deed(AuditAction.MEMBER_ADDED).on(bob.accountId()));
        assertThat(chat.rooms().ownRooms(bob, PageRequest.FIRST).items()).hasSize(1);
    }

    @Test
    void addShouldReturnAnExistingMember() {
        get(chat.moderation().add(alice, tea, "bob"));
        get(chat.moderation().changeRole(alice, tea, "bob", Role.MODERATOR));

        assertNothingHappens(
                () -> chat.moderation().add(alice, tea, bob.accountId().toString()));

        assertThat(get(chat.moderation().add(alice, tea, "bob")).role()).isEqualTo(Role.MODERATOR);
    }

    @Test
    void unknownUsersShouldNotBeFound() {
        String unknown = new UUID(0, 1).toString();
        for (CompletableFuture<?> change : List.<CompletableFuture<?>>of(
                chat.moderation().add(alice, tea, "nobody"),
                chat.moderation().changeRole(alice, tea, unknown, Role.OWNER),
                chat.moderation().remove(alice, tea, "no body at all"),
                chat.moderation().ban(alice, tea, "nobody", BanRequest.FOR_EVER),
                chat.moderation().unban(alice, tea, unknown))) {
            assertThat(refusal(change).code()).isEqualTo(RefusalCode.NOT_FOUND);
        }
    }

    @Test
    void changeRoleShouldNotifyMembersAndApplyAtOnce() {
        get(chat.rooms().join(bob, tea));
        Position before = store.head();

        MemberView changed = get(chat.moderation().changeRole(alice, tea, "bob", Role.OWNER));

        assertThat(changed.role()).isEqualTo(Role.OWNER);
        assertThat(received(before)).containsExactly(new EventContent.MemberChanged(bob.accountId(), Role.OWNER));
        assertThat(lastDeed())
                .isEqualTo(deed(AuditAction.MEMBER_ROLE_CHANGED)
                        .on(bob.accountId())
                        .with("owner"));
        assertNothingHappens(() -> chat.moderation().changeRole(alice, tea, "bob", Role.OWNER));
        assertThat(get(chat.moderation().changeRole(bob, tea, "alice", Role.MEMBER))
                        .role())
                .isEqualTo(Role.MEMBER);
        assertThat(refusal(chat.moderation().changeRole(bob, tea, "bob", Role.MEMBER))
                        .code())
                .isEqualTo(RefusalCode.LAST_OWNER);
    }

    @Test
    void removeShouldEndTheMembershipAndAllowARejoin() {
        get(chat.rooms().join(bob, tea));
        Position before = store.head();

        get(chat.moderation().remove(alice, tea, "bob"));

        assertThat(received(before))
                .containsExactly(new EventContent.Left(bob.accountId(), alice.accountId(), LeaveReason.REMOVED, 1));
        assertThat(lastDeed()).isEqualTo(deed(AuditAction.MEMBER_REMOVED).on(bob.accountId()));
        assertNothingHappens(() -> chat.moderation().remove(alice, tea, "bob"));
        get(chat.rooms().join(bob, tea));
    }

    @Test
    void removeOfTheCallerShouldBeALeaveAndNotBeAudited() {
        get(chat.rooms().join(bob, tea));
        List<?> auditEntries = store.audit().list(PageRequest.FIRST).items();
        Position before = store.head();

        get(chat.moderation().remove(bob, tea, "bob"));

        assertThat(received(before))
                .containsExactly(new EventContent.Left(bob.accountId(), bob.accountId(), LeaveReason.LEFT, 1));
        assertThat(store.audit().list(PageRequest.FIRST).items()).isEqualTo(auditEntries);
        assertThat(refusal(chat.moderation().remove(alice, tea, "alice")).code())
                .isEqualTo(RefusalCode.LAST_OWNER);
    }

    @Test
    void banShouldRemoveTheMemberAndRefuseJoinsUntilItEnds() {
        get(chat.rooms().join(bob, tea));
        Position before = store.head();
        BanRequest hour = new BanRequest("Spam", clock.instant().plus(Duration.ofHours(1)));

        get(chat.moderation().ban(alice, tea, "bob", hour));

        assertThat(received(before))
                .containsExactly(new EventContent.Left(bob.accountId(), alice.accountId(), LeaveReason.BANNED, 1));
        assertThat(lastDeed()).isEqualTo(deed(AuditAction.MEMBER_BANNED).on(bob.accountId()));
        assertThat(chat.moderation().bans(alice, tea, PageRequest.FIRST).items())
                .singleElement()
                .satisfies(view -> {
                    assertThat(view.user().id()).isEqualTo(bob.accountId());
                    assertThat(view.ban().by()).isEqualTo(alice.accountId());
                    assertThat(view.ban().reason()).hasToString("Spam");
                    assertThat(view.ban().until()).isEqualTo(hour.until());
                });
        assertThat(refusal(chat.rooms().join(bob, tea)).code()).isEqualTo(RefusalCode.BANNED);
        assertThat(refusal(() -> chat.rooms().room(bob, tea)).code()).isEqualTo(RefusalCode.NOT_FOUND);
        assertThat(refusal(chat.moderation().add(alice, tea, "bob")).code()).isEqualTo(RefusalCode.BANNED);

        clock.advance(Duration.ofHours(1));

        assertThat(chat.moderation().bans(alice, tea, PageRequest.FIRST).items())
                .isEmpty();
        get(chat.rooms().join(bob, tea));
    }

    @Test
    void banOfANonMemberShouldAppendNoEvent() {
        Position head = store.head();

        get(chat.moderation().ban(alice, tea, "bob", BanRequest.FOR_EVER));

        assertThat(store.head()).isEqualTo(head);
        assertThat(lastDeed()).isEqualTo(deed(AuditAction.MEMBER_BANNED).on(bob.accountId()));
    }

    @Test
    void banShouldReportEveryInvalidField() {
        assertThat(blamed(refusal(
                        chat.moderation().ban(alice, tea, "bob", new BanRequest("x".repeat(251), clock.instant())))))
                .containsExactly("reason too_long", "until past");
    }

    @Test
    void unbanShouldAllowJoins() {
        get(chat.moderation().ban(alice, tea, "bob", BanRequest.FOR_EVER));

        get(chat.moderation().unban(alice, tea, "bob"));

        assertThat(lastDeed()).isEqualTo(deed(AuditAction.MEMBER_UNBANNED).on(bob.accountId()));
        assertNothingHappens(() -> chat.moderation().unban(alice, tea, "bob"));
        get(chat.rooms().join(bob, tea));
    }

    @Test
    void changesShouldBeRefusedWhenTheAccountIsDisabled() {
        disable(storage, alice);

        for (CompletableFuture<?> change : List.<CompletableFuture<?>>of(
                chat.moderation().change(alice, tea, TO_COFFEE),
                chat.moderation().add(alice, tea, "bob"),
                chat.moderation().ban(alice, tea, "bob", BanRequest.FOR_EVER))) {
            assertThat(refusal(change).code()).isEqualTo(RefusalCode.ACCOUNT_DISABLED);
        }
        assertThat(refusal(() -> chat.moderation().bans(alice, tea, PageRequest.FIRST))
                        .code())
                .isEqualTo(RefusalCode.ACCOUNT_DISABLED);
    }
}
