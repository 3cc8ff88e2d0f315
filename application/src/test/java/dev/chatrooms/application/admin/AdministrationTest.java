package dev.chatrooms.application.admin;

import static dev.chatrooms.application.Fixture.UNLIMITED;
import static dev.chatrooms.application.Fixture.login;
import static dev.chatrooms.application.Fixture.person;
import static dev.chatrooms.application.Fixture.publicRoom;
import static dev.chatrooms.application.Outcomes.blamed;
import static dev.chatrooms.application.Outcomes.get;
import static dev.chatrooms.application.Outcomes.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.Eventually;
import dev.chatrooms.application.Fixture;
import dev.chatrooms.application.HandClock;
import dev.chatrooms.application.account.Login;
import dev.chatrooms.application.account.Registration;
import dev.chatrooms.application.account.SignedIn;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.event.LoggedEvent;
import dev.chatrooms.application.event.Recorder;
import dev.chatrooms.application.event.StreamRequest;
import dev.chatrooms.application.memory.MemoryStorage;
import dev.chatrooms.application.room.NewRoom;
import dev.chatrooms.application.spi.AuditTrail;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.application.spi.StoreFixture;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.AccountRole;
import dev.chatrooms.domain.event.EventKind;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.Room;
import dev.chatrooms.domain.room.RoomKind;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The operations of the operator and their audit entries. */
class AdministrationTest {
    private final HandClock clock = new HandClock();
    private final Storage storage = MemoryStorage.create();
    private final Chat chat =
            Fixture.builder(storage).settings(UNLIMITED).clock(clock).build();
    private final Administration administration = chat.administration();
    private final Caller alice = person(chat, "alice");

    @AfterEach
    void close() {
        chat.close();
    }

    private List<AuditEntry> audit() {
        return administration.audit(PageRequest.FIRST).items().stream()
                .map(AuditRecord::entry)
                .toList();
    }

    private AuditEntry done(AuditAction action) {
        return AuditEntry.byOperator(action, clock.instant());
    }

    private SignedIn signIn(String password) {
        return get(chat.authentication().login(new Login("alice", password, null, null)));
    }

    private RefusalCode refusalOfLogin(String password) {
        return refusal(chat.authentication().login(new Login("alice", password, null, null)))
                .code();
    }

    @Test
    void createAdminShouldCreateAnAdministratorAndAuditIt() {
        Account carol = get(administration.createAdmin(Registration.of("carol", "correct horse")));

        assertThat(carol.role()).isEqualTo(AccountRole.ADMIN);
        assertThat(audit())
                .containsExactly(
                        done(AuditAction.ACCOUNT_CREATED).on(carol.id()).with("admin"));
    }

    @Test
    void addressOfACreatedAdministratorShouldCountAsVerified() {
        Account carol = get(administration.createAdmin(
                new Registration("carol", "correct horse", "carol@example.org", null, null, null, null)));

        assertThat(carol.emailVerified()).isTrue();
        assertThat(get(chat.authentication().login(new Login("carol@example.org", "correct horse", null, null)))
                        .account()
                        .id())
                .isEqualTo(carol.id());
        assertThat(refusal(administration.createAdmin(
                                new Registration("dora", "correct horse", "Carol@example.org", null, null, null, null)))
                        .code())
                .isEqualTo(RefusalCode.EMAIL_TAKEN);
    }

    @Test
    void createAdminShouldLeaveNoTraceWhenRefused() {
        assertThat(refusal(administration.createAdmin(Registration.of("alice", "correct horse")))
                        .code())
                .isEqualTo(RefusalCode.USERNAME_TAKEN);

        assertThat(audit()).isEmpty();
    }

    @Test
    void promoteShouldBeAuditedOnce() {
        assertThat(get(administration.promote("alice")).role()).isEqualTo(AccountRole.ADMIN);
        assertThat(get(administration.promote("alice")).role()).isEqualTo(AccountRole.ADMIN);

        assertThat(audit())
                .containsExactly(
                        done(AuditAction.ROLE_CHANGED).on(alice.accountId()).with("admin"));
    }

    /** Clients read the account again; those of a disabled account are ended. */
    @Test
    void changesShouldAppendTheEventsThatClientsNeed() {
        StoreFixture store = StoreFixture.in(storage);
        get(administration.createAdmin(Registration.of("carol", "correct horse")));
        login(chat, "alice");
        List<List<EventKind>> appended = new ArrayList<>();
        for (Supplier<?> change : List.<Supplier<?>>of(
                () -> get(administration.promote("alice")),
                () -> get(administration.promote("alice")),
                () -> get(administration.demote("alice")),
                () -> get(administration.accounts().change("alice", AccountRole.ADMIN, null)),
                () -> get(administration.accounts().change("alice", AccountRole.USER, null)),
                () -> get(administration.accounts().change("alice", null, true)),
                () -> get(administration.accounts().change("alice", null, false)),
                () -> get(administration.disable("alice")),
                () -> administration.enable("alice"))) {
            Position before = store.head();
            change.get();
            appended.add(store.logSince(before).stream()
                    .map(LoggedEvent::kind)
                    .distinct()
                    .toList());
        }

        List<EventKind> updated = List.of(EventKind.ACCOUNT_UPDATED);
        List<EventKind> revoked = List.of(EventKind.SESSION_REVOKED);
        assertThat(appended)
                .containsExactly(updated, List.of(), updated, updated, updated, revoked, List.of(), revoked, List.of());
    }

    @Test
    void burstOfFailedLoginsShouldBeAuditedOnceOnTwoNodes() {
        try (Chat other =
                Fixture.builder(storage).settings(UNLIMITED).clock(clock).build()) {
            for (int i = 1; i <= 3 * AuditTrail.BURST; i++) {
                Chat node = i % 2 == 0 ? chat : other;
                refusal(node.authentication().login(new Login("alice", "wrong horse", null, "192.0.2." + i)));
                assertThat(refusal(node.authentication().login(new Login("nobody", "wrong horse", null, null))))
                        .isNotNull();
            }
            // The nodes count in the background.
            Eventually.await(() -> !audit().isEmpty());
        }

        assertThat(audit()).singleElement().satisfies(entry -> {
            assertThat(entry.action()).isEqualTo(AuditAction.LOGINS_FAILED);
            assertThat(entry.account()).isEqualTo(alice.accountId());
            assertThat(entry.address()).startsWith("192.0.2.");
            assertThat(entry.actor()).isNull();
        });
    }

    @Test
    void disableShouldEndAllSessionsAndRefuseLogins() {
        Caller here = login(chat, "alice");
        String there = signIn("correct horse").accessToken();
        Recorder stream = Recorder.eager().on(chat.events().events(here, StreamRequest.FROM_NOW));
        stream.welcome();

        assertThat(get(administration.disable("alice")).disabled()).isTrue();

        assertThat(((ChatException) stream.awaitError()).code()).isEqualTo(RefusalCode.UNAUTHENTICATED);
        assertThat(stream.events())
                .extracting(viewed -> viewed.event().kind())
                .isNotEmpty()
                .containsOnly(EventKind.SESSION_REVOKED);
        assertThat(refusal(() -> chat.authentication().authenticate(there)).code())
                .isEqualTo(RefusalCode.UNAUTHENTICATED);
        assertThat(refusalOfLogin("correct horse")).isEqualTo(RefusalCode.ACCOUNT_DISABLED);
        assertThat(audit()).containsExactly(done(AuditAction.ACCOUNT_DISABLED).on(alice.accountId()));
    }

    @Test
    void disableShouldBeAuditedOnce() {
        get(administration.disable("alice"));
        get(administration.disable("alice"));

        assertThat(audit()).hasSize(1);
    }

    @Test
    void enableShouldAllowLoginsButRestoreNoSession() {
        String before = signIn("correct horse").accessToken();
        get(administration.disable("alice"));

        assertThat(administration.enable("alice").disabled()).isFalse();
        assertThat(administration.enable("alice").disabled()).isFalse();

        assertThat(refusal(() -> chat.authentication().authenticate(before)).code())
                .isEqualTo(RefusalCode.UNAUTHENTICATED);
        assertThat(login(chat, "alice").accountId()).isEqualTo(alice.accountId());
        assertThat(audit())
                .containsExactly(
                        done(AuditAction.ACCOUNT_ENABLED).on(alice.accountId()),
                        done(AuditAction.ACCOUNT_DISABLED).on(alice.accountId()));
    }

    @Test
    void resetPasswordShouldReplaceThePasswordAndEndAllSessions() {
        String before = signIn("correct horse").accessToken();

        get(administration.resetPassword("alice", "battery staple"));

        assertThat(refusal(() -> chat.authentication().authenticate(before)).code())
                .isEqualTo(RefusalCode.UNAUTHENTICATED);
        assertThat(refusalOfLogin("correct horse")).isEqualTo(RefusalCode.BAD_CREDENTIALS);
        assertThat(signIn("battery staple").account().id()).isEqualTo(alice.accountId());
        assertThat(audit()).containsExactly(done(AuditAction.PASSWORD_RESET).on(alice.accountId()));
        assertThat(audit().toString()).doesNotContain("battery", "alice");
    }

    @Test
    void resetPasswordShouldBeRefusedWhenThePasswordIsTooShort() {
        assertThat(blamed(refusal(administration.resetPassword("alice", "short"))))
                .containsExactly("password too_short");

        assertThat(audit()).isEmpty();
        assertThat(login(chat, "alice")).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "no name at all", ""})
    void operationsShouldFailWhenTheAccountDoesNotExist(String username) {
        assertNotFound(username);
    }

    @Test
    void operationsShouldFailWhenTheAccountIsDeleted() {
        String left = storage.transactions()
                .write(uow -> {
                    Account gone =
                            uow.accounts().find(alice.accountId()).orElseThrow().anonymised(clock.instant());
                    uow.accounts().update(gone);
                    return gone.username().value();
                })
                .result();

        assertNotFound(left);
    }

    private void assertNotFound(String username) {
        assertThat(refusal(administration.promote(username)).code()).isEqualTo(RefusalCode.NOT_FOUND);
        assertThat(refusal(administration.disable(username)).code()).isEqualTo(RefusalCode.NOT_FOUND);
        assertThat(refusal(() -> administration.enable(username)).code()).isEqualTo(RefusalCode.NOT_FOUND);
        assertThat(refusal(administration.resetPassword(username, "battery staple"))
                        .code())
                .isEqualTo(RefusalCode.NOT_FOUND);
        assertThat(audit()).isEmpty();
    }

    @Test
    void createAndDeleteRoomShouldBeAudited() {
        Room tea = get(administration.createRoom("alice", new NewRoom(RoomKind.PUBLIC, "Tea", null, List.of())));
        RoomId coffee = publicRoom(chat, alice, "Coffee");

        get(administration.deleteRoom(tea.id()));
        get(chat.rooms().delete(alice, coffee));

        assertThat(audit())
                .containsExactly(
                        AuditEntry.by(alice.accountId(), AuditAction.ROOM_DELETED, clock.instant())
                                .on(coffee),
                        done(AuditAction.ROOM_DELETED).on(tea.id()),
                        done(AuditAction.ROOM_CREATED).on(tea.id()).on(alice.accountId()));
    }

    @Test
    void createAndDeleteRoomShouldLeaveNoTraceWhenRefused() {
        RoomId tea = publicRoom(chat, alice, "Tea");
        Caller bob = person(chat, "bob");

        assertThat(refusal(administration.createRoom("alice", new NewRoom(RoomKind.PUBLIC, "tea", null, List.of())))
                        .code())
                .isEqualTo(RefusalCode.NAME_TAKEN);
        assertThat(refusal(administration.deleteRoom(new RoomId(UUID.randomUUID())))
                        .code())
                .isEqualTo(RefusalCode.NOT_FOUND);
        assertThat(refusal(chat.rooms().delete(bob, tea)).code()).isNotNull();

        assertThat(audit()).isEmpty();
    }
}
