package dev.chatrooms.domain.room;

import static dev.chatrooms.domain.room.Situations.ALICE;
import static dev.chatrooms.domain.room.Situations.BOB;
import static dev.chatrooms.domain.room.Situations.aRoom;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.domain.Decision;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.people.Blocking;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Tests the rules that apply to all acts of owners and moderators. The single cases are in the table of
 * {@code docs/rooms.md}, which has a test of its own.
 */
class ModerationRulesTest {
    private static final int OWNERS = 2;
    private static final Blocking BLOCKED_BY_THEM = new Blocking(false, true);
    private static final Blocking BLOCKED_BY_ME = new Blocking(true, false);

    /** Returns the decision on every command of Bob on Alice. */
    private static List<Decision<?>> all(Room room, Standing bob, Standing alice) {
        List<Decision<?>> decisions = new ArrayList<>();
        decisions.add(ModerationPolicy.moderate(room, bob));
        decisions.add(ModerationPolicy.add(room, bob, alice, Blocking.NONE));
        decisions.add(ModerationPolicy.changeRole(room, bob, alice, Role.MODERATOR, OWNERS));
        decisions.add(ModerationPolicy.remove(room, bob, alice, OWNERS));
        decisions.add(ModerationPolicy.ban(room, bob, alice));
        return decisions;
    }

    private static String outcome(Decision<?> decision) {
        return decision instanceof Decision.Refused<?> refused
                ? refused.refusal().code().code()
                : String.valueOf(((Decision.Accepted<?>) decision).outcome()).toLowerCase(Locale.ROOT);
    }

    @ParameterizedTest
    @EnumSource
    void nothingShouldBePossibleToAnAccountThatIsNotActive(RoomKind kind) {
        for (Role role : Role.values()) {
            assertThat(all(aRoom(kind), Situations.disabled(BOB, role), Situations.member(ALICE, Role.MEMBER)))
                    .allSatisfy(
                            decision -> assertThat(outcome(decision)).isEqualTo(RefusalCode.UNAUTHENTICATED.code()));
        }
    }

    @ParameterizedTest
    @EnumSource(
            names = {"PRIVATE", "DIRECT"},
            value = RoomKind.class)
    void hiddenRoomShouldNotBeRevealedToStrangers(RoomKind kind) {
        for (Standing outsider : List.of(Situations.stranger(BOB), Situations.banned(BOB))) {
            assertThat(all(aRoom(kind), outsider, Situations.member(ALICE, Role.OWNER)))
                    .allSatisfy(decision -> assertThat(outcome(decision)).isEqualTo(RefusalCode.NOT_FOUND.code()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingShouldBePossibleInADirectRoom(Role role) {
        assertThat(all(aRoom(RoomKind.DIRECT), Situations.member(BOB, role), Situations.member(ALICE, Role.MEMBER)))
                .allSatisfy(decision -> assertThat(outcome(decision)).isEqualTo(RefusalCode.DIRECT_ROOM.code()));
    }

    @ParameterizedTest
    @CsvSource({
        "OWNER, OWNER, ends",
        "OWNER, MODERATOR, ends",
        "OWNER, MEMBER, ends",
        "MODERATOR, OWNER, insufficient_role",
        "MODERATOR, MODERATOR, ends",
        "MODERATOR, MEMBER, ends",
        "MEMBER, OWNER, insufficient_role",
        "MEMBER, MODERATOR, insufficient_role",
        "MEMBER, MEMBER, insufficient_role"
    })
    void actionsShouldRequireAModeratorOfAtLeastTheTargetsRole(Role actor, Role target, String outcome) {
        Room room = aRoom(RoomKind.PUBLIC);
        Standing bob = Situations.member(BOB, actor);
        Standing alice = Situations.member(ALICE, target);

        assertThat(outcome(ModerationPolicy.remove(room, bob, alice, OWNERS))).isEqualTo(outcome);
        assertThat(outcome(ModerationPolicy.ban(room, bob, alice))).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({
        "OWNER, MEMBER, 1, last_owner",
        "OWNER, MODERATOR, 1, last_owner",
        "OWNER, OWNER, 1, unchanged",
        "OWNER, MEMBER, 2, changes",
        "MODERATOR, OWNER, 1, changes",
        "MEMBER, MEMBER, 1, unchanged"
    })
    void lastOwnerShouldStayOne(Role from, Role to, int owners, String outcome) {
        Room room = aRoom(RoomKind.PRIVATE);
        Standing alice = Situations.member(ALICE, from);
        Standing owner = from == Role.OWNER && owners == 1 ? alice : Situations.member(BOB, Role.OWNER);

        assertThat(outcome(ModerationPolicy.changeRole(room, owner, alice, to, owners)))
                .isEqualTo(outcome);
    }

    @Test
    void removingTheCallersAccountShouldBeALeave() {
        Room room = aRoom(RoomKind.PUBLIC);
        for (Standing self : List.of(Situations.member(BOB, Role.MEMBER), Situations.member(BOB, Role.OWNER))) {
            assertThat(outcome(ModerationPolicy.remove(room, self, self, OWNERS)))
                    .isEqualTo("ends");
            assertThat(ModerationPolicy.remove(room, self, self, 1)).isEqualTo(MembershipPolicy.leave(room, self, 1));
        }
        Standing stranger = Situations.stranger(BOB);
        assertThat(outcome(ModerationPolicy.remove(room, stranger, stranger, OWNERS)))
                .isEqualTo("unchanged");
    }

    @Test
    void banningTheCallersAccountShouldBeRefusedAsSuchOnlyToModerators() {
        Room room = aRoom(RoomKind.PUBLIC);
        Standing moderator = Situations.member(BOB, Role.MODERATOR);
        Standing member = Situations.member(BOB, Role.MEMBER);

        assertThat(outcome(ModerationPolicy.ban(room, moderator, moderator))).isEqualTo(RefusalCode.SELF.code());
        assertThat(outcome(ModerationPolicy.ban(room, member, member))).isEqualTo(RefusalCode.INSUFFICIENT_ROLE.code());
    }

    @Test
    void addShouldBeRefusedInPrivateRoomsToAnAccountThatTheTargetHasBlocked() {
        Standing owner = Situations.member(BOB, Role.OWNER);
        Standing alice = Situations.stranger(ALICE);
        Room secret = aRoom(RoomKind.PRIVATE);

        assertThat(outcome(ModerationPolicy.add(secret, owner, alice, BLOCKED_BY_THEM)))
                .isEqualTo(RefusalCode.BLOCKED.code());
        assertThat(outcome(ModerationPolicy.add(secret, owner, alice, BLOCKED_BY_ME)))
                .isEqualTo("begins");
        assertThat(outcome(ModerationPolicy.add(aRoom(RoomKind.PUBLIC), owner, alice, BLOCKED_BY_THEM)))
                .isEqualTo("begins");
        assertThat(outcome(ModerationPolicy.add(secret, Situations.member(BOB, Role.MEMBER), alice, BLOCKED_BY_THEM)))
                .isEqualTo(RefusalCode.INSUFFICIENT_ROLE.code());
        assertThat(outcome(ModerationPolicy.add(secret, owner, Situations.member(ALICE, Role.MEMBER), BLOCKED_BY_THEM)))
                .isEqualTo("unchanged");
    }

    @Test
    void makingARoomPrivateShouldBeRefusedToAnAccountThatAMemberHasBlocked() {
        Standing owner = Situations.member(BOB, Role.OWNER);
        RoomChange toPrivate = new RoomChange(null, null, RoomKind.PRIVATE);
        RoomChange renamed = new RoomChange(new RoomName("Coffee"), null, null);
        Room open = aRoom(RoomKind.PUBLIC);

        assertThat(outcome(ModerationPolicy.update(open, toPrivate, owner, true)))
                .isEqualTo(RefusalCode.BLOCKED.code());
        assertThat(ModerationPolicy.update(open, toPrivate, owner, false)).isInstanceOf(Decision.Accepted.class);
        assertThat(ModerationPolicy.update(open, renamed, owner, true)).isInstanceOf(Decision.Accepted.class);
        assertThat(ModerationPolicy.update(aRoom(RoomKind.PRIVATE), toPrivate, owner, true))
                .isInstanceOf(Decision.Accepted.class);
    }

    @Test
    void nothingShouldBeginOrEndWhereThereIsNothingToDo() {
        Room room = aRoom(RoomKind.PUBLIC);
        Standing owner = Situations.member(BOB, Role.OWNER);

        assertThat(outcome(
                        ModerationPolicy.add(room, owner, Situations.member(ALICE, Role.MODERATOR), BLOCKED_BY_THEM)))
                .isEqualTo("unchanged");
        assertThat(outcome(ModerationPolicy.add(room, owner, Situations.banned(ALICE), Blocking.NONE)))
                .isEqualTo(RefusalCode.BANNED.code());
        assertThat(outcome(ModerationPolicy.remove(room, owner, Situations.stranger(ALICE), OWNERS)))
                .isEqualTo("unchanged");
        assertThat(outcome(ModerationPolicy.ban(room, owner, Situations.stranger(ALICE))))
                .isEqualTo("unchanged");
        assertThat(outcome(ModerationPolicy.changeRole(room, owner, Situations.stranger(ALICE), Role.MEMBER, OWNERS)))
                .isEqualTo(RefusalCode.NOT_FOUND.code());
    }
}
