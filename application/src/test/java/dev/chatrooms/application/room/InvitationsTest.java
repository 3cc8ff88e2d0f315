package dev.chatrooms.application.room;

import static dev.chatrooms.application.Fixture.UNLIMITED;
import static dev.chatrooms.application.Fixture.person;
import static dev.chatrooms.application.Fixture.privateRoom;
import static dev.chatrooms.application.Outcomes.blamed;
import static dev.chatrooms.application.Outcomes.get;
import static dev.chatrooms.application.Outcomes.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.Fixture;
import dev.chatrooms.application.HandClock;
import dev.chatrooms.application.admin.AuditAction;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.memory.MemoryStorage;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.application.spi.StoreFixture;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.Invite;
import dev.chatrooms.domain.room.InviteCode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InvitationsTest {
    private final HandClock clock = new HandClock();
    private final Storage storage = MemoryStorage.create();
    private final StoreFixture store = StoreFixture.in(storage);
    private final Chat chat = Fixture.builder(storage)
            .settings(
                    UNLIMITED.toBuilder().publicUrl("https://chat.example.org").build())
            .clock(clock)
            .build();
    private final Caller alice = person(chat, "alice");
    private final Caller bob = person(chat, "bob");
    private final Caller carol = person(chat, "carol");
    private final RoomId secret = privateRoom(chat, alice, "Secret");

    @AfterEach
    void close() {
        chat.close();
    }

    private String invite(Long maxUses, Long expiresIn) {
        return get(chat.invitations().create(alice, secret, new NewInvite(maxUses, expiresIn)))
                .invite()
                .code()
                .value();
    }

    private AuditAction lastDeed() {
        return store.audit()
                .list(new PageRequest(1, null))
                .items()
                .get(0)
                .entry()
                .action();
    }

    @Test
    void createShouldDefaultToAWeekAndUnlimitedUses() {
        Position head = store.head();

        InviteView made = get(chat.invitations().create(alice, secret, NewInvite.USUAL));

        assertThat(made.invite().expiresAt()).isEqualTo(clock.instant().plus(Duration.ofDays(7)));
        assertThat(made.invite().maxUses()).isNull();
        assertThat(made.invite().uses()).isZero();
        assertThat(made.url())
                .isEqualTo("https://chat.example.org/#/invite/"
                        + made.invite().code().value());
        assertThat(chat.invitations().list(alice, secret, PageRequest.FIRST).items())
                .containsExactly(made);
        assertThat(store.head()).as("no event is appended").isEqualTo(head);
        assertThat(lastDeed()).isEqualTo(AuditAction.INVITE_CREATED);
        assertThat(invite(2L, 60L)).isNotEqualTo(invite(2L, 60L));
    }

    @Test
    void createShouldReportEveryInvalidField() {
        for (NewInvite bad : List.of(new NewInvite(0L, 0L), new NewInvite(1_000_001L, 365L * 86_400 + 1))) {
            assertThat(blamed(refusal(chat.invitations().create(alice, secret, bad))))
                    .containsExactly("maxUses out_of_range", "expiresIn out_of_range");
        }
    }

    @Test
    void createShouldBeRefusedWhenTooManyInvitesAreOpen() {
        store.write(uow -> {
            for (int i = 0; i < Invitations.MAX_OPEN; i++) {
                uow.invites()
                        .add(new Invite(
                                new InviteCode("number-" + (100_000_000_000_000L + i)),
                                secret,
                                alice.accountId(),
                                clock.instant(),
                                clock.instant().plusSeconds(60),
                                null,
                                0));
            }
            return null;
        });

        assertThat(refusal(chat.invitations().create(alice, secret, NewInvite.USUAL))
                        .code())
                .isEqualTo(RefusalCode.TOO_MANY);

        clock.advance(Duration.ofMinutes(1));
        get(chat.invitations().create(alice, secret, NewInvite.USUAL));
    }

    @Test
    void previewShouldShowTheRoomToANonMember() {
        String code = invite(null, null);

        InvitePreview preview = chat.invitations().preview(bob, code);

        assertThat(preview.room().name()).hasToString("Secret");
        assertThat(preview.room().memberCount()).isEqualTo(1);
        assertThat(preview.by().username()).hasToString("alice");
        assertThat(refusal(() -> chat.rooms().room(bob, secret)).code())
                .as("a spent invite admits no account")
                .isEqualTo(RefusalCode.NOT_FOUND);
    }

    @Test
    void acceptShouldAddAMemberAndCountAUseOnce() {
        String code = invite(1L, null);

        RoomView room = get(chat.invitations().accept(bob, code));

        assertThat(room.me()).isNotNull();
        Position head = store.head();
        assertThat(get(chat.invitations().accept(bob, code))).as("again").isEqualTo(room);
        assertThat(get(chat.invitations().accept(alice, code)).me())
                .as("a member")
                .isNotNull();
        assertThat(store.head()).isEqualTo(head);
        assertThat(refusal(chat.invitations().accept(carol, code)).code()).isEqualTo(RefusalCode.INVITE_EXPIRED);
        assertThat(refusal(() -> chat.invitations().preview(carol, code)).code())
                .isEqualTo(RefusalCode.INVITE_EXPIRED);
        assertThat(chat.invitations().list(alice, secret, PageRequest.FIRST).items())
                .isEmpty();
    }

    @Test
    void inviteShouldExpireAndBeForgottenLater() {
        String code = invite(null, 60L);

        clock.advance(Duration.ofSeconds(60));

        assertThat(refusal(chat.invitations().accept(bob, code)).code()).isEqualTo(RefusalCode.INVITE_EXPIRED);
        invite(null, null);
        assertThat(refusal(chat.invitations().accept(bob, code)).code()).isEqualTo(RefusalCode.INVITE_EXPIRED);
        clock.advance(Duration.ofDays(31));
        invite(null, null);
        assertThat(refusal(chat.invitations().accept(bob, code)).code()).isEqualTo(RefusalCode.NOT_FOUND);
    }

    @Test
    void revokedInviteShouldNotBeFound() {
        String code = invite(null, null);

        get(chat.invitations().revoke(alice, secret, code));

        assertThat(lastDeed()).isEqualTo(AuditAction.INVITE_REVOKED);
        assertThat(refusal(chat.invitations().accept(bob, code)).code()).isEqualTo(RefusalCode.NOT_FOUND);
        assertThat(refusal(() -> chat.invitations().preview(bob, code)).code()).isEqualTo(RefusalCode.NOT_FOUND);
        assertThat(refusal(chat.invitations().revoke(alice, secret, code)).code())
                .isEqualTo(RefusalCode.NOT_FOUND);
    }

    @Test
    void invalidCodeShouldNotBeFound() {
        for (String bad : List.of("", "nonsense", "abcdefghijklmnopqrstuv", "\0", "x".repeat(5000))) {
            assertThat(refusal(chat.invitations().accept(bob, bad)).code()).isEqualTo(RefusalCode.NOT_FOUND);
            assertThat(refusal(() -> chat.invitations().preview(bob, bad)).code())
                    .isEqualTo(RefusalCode.NOT_FOUND);
            assertThat(refusal(chat.invitations().revoke(alice, secret, bad)).code())
                    .isEqualTo(RefusalCode.NOT_FOUND);
        }
    }

    @Test
    void revokeShouldNotFindInvitesOfAnotherRoom() {
        String code = invite(null, null);
        RoomId other = privateRoom(chat, alice, "Other");

        assertThat(refusal(chat.invitations().revoke(alice, other, code)).code())
                .isEqualTo(RefusalCode.NOT_FOUND);
        get(chat.invitations().accept(bob, code));
    }

    @Test
    void acceptShouldBeRefusedWhenTheCallerIsBanned() {
        String code = invite(null, null);
        get(chat.moderation().ban(alice, secret, "bob", BanRequest.FOR_EVER));

        assertThat(refusal(chat.invitations().accept(bob, code)).code()).isEqualTo(RefusalCode.BANNED);
        assertThat(refusal(() -> chat.invitations().preview(bob, code)).code()).isEqualTo(RefusalCode.NOT_FOUND);
    }

    @Test
    void inviteShouldBeDeletedWithItsRoom() {
        String code = invite(null, null);
        get(chat.rooms().delete(alice, secret));

        assertThat(refusal(chat.invitations().accept(bob, code)).code()).isEqualTo(RefusalCode.NOT_FOUND);
        assertThat(refusal(() -> chat.invitations().preview(bob, code)).code()).isEqualTo(RefusalCode.NOT_FOUND);
    }

    @Test
    void invitesShouldNotRevealAPrivateRoomToStrangers() {
        invite(null, null);

        for (CompletableFuture<?> change : List.<CompletableFuture<?>>of(
                chat.invitations().create(bob, secret, NewInvite.USUAL),
                chat.invitations().revoke(bob, secret, "abcdefghijklmnopqrstuv"))) {
            assertThat(refusal(change).refusal().detail()).isEqualTo("no such room");
        }
        assertThat(refusal(() -> chat.invitations().list(bob, secret, PageRequest.FIRST))
                        .code())
                .isEqualTo(RefusalCode.NOT_FOUND);
    }
}
