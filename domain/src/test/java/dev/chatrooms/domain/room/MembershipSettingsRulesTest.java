package dev.chatrooms.domain.room;

import static dev.chatrooms.domain.room.Situations.BOB;
import static dev.chatrooms.domain.room.Situations.aRoom;
import static dev.chatrooms.domain.room.Situations.membership;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.domain.Decision;
import dev.chatrooms.domain.RefusalCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests a member's own state in a room of 41 messages, of which 40 are read. */
class MembershipSettingsRulesTest {
    private static Membership outcome(Decision<Membership> decision) {
        return ((Decision.Accepted<Membership>) decision).outcome();
    }

    @ParameterizedTest
    @CsvSource({"0, 40", "39, 40", "40, 40", "41, 41", "42, 41", "9223372036854775807, 41"})
    void readShouldMoveTheMarkerForwardAndNotPastTheLastMessage(long seq, long readSeq) {
        Membership after = outcome(
                MembershipSettingsPolicy.read(aRoom(RoomKind.PRIVATE), Situations.member(BOB, Role.MODERATOR), seq));

        Membership before = membership(BOB, Role.MODERATOR);
        assertThat(after.readSeq()).isEqualTo(readSeq);
        assertThat(after)
                .as("nothing else changes")
                .isEqualTo(
                        new Membership(before.roomId(), BOB, Role.MODERATOR, before.joinedAt(), readSeq, false, false));
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 40", "39, 39, 40", "40, 40, 40", "41, 41, 41", "9223372036854775807, 41, 41"})
    void markUnreadShouldMoveTheMarkerInEitherDirectionAndKeepTheFurthest(long seq, long readSeq, long furthest) {
        Membership after = outcome(MembershipSettingsPolicy.markUnread(
                aRoom(RoomKind.PRIVATE), Situations.member(BOB, Role.MODERATOR), seq));

        assertThat(after.readSeq()).isEqualTo(readSeq);
        assertThat(after.furthestReadSeq()).isEqualTo(furthest);
        assertThat(after.readTo(10).furthestReadSeq()).isEqualTo(furthest);
        assertThat(after.kept(true, true).furthestReadSeq()).isEqualTo(furthest);
    }

    @Test
    void keepShouldChangeWhatIsNamedOnly() {
        Standing member = Situations.member(BOB, Role.MEMBER);
        Room room = aRoom(RoomKind.PUBLIC);

        Membership muted = outcome(MembershipSettingsPolicy.keep(room, member, true, null));
        Membership favourite = outcome(MembershipSettingsPolicy.keep(room, member, null, true));

        assertThat(muted.muted()).isTrue();
        assertThat(muted.favourite()).isFalse();
        assertThat(favourite.muted()).isFalse();
        assertThat(favourite.favourite()).isTrue();
        assertThat(outcome(MembershipSettingsPolicy.keep(room, new Standing(BOB, muted, false, true), false, null)))
                .isEqualTo(membership(BOB, Role.MEMBER));
        assertThat(outcome(MembershipSettingsPolicy.keep(room, member, null, null)))
                .isEqualTo(membership(BOB, Role.MEMBER));
    }

    @ParameterizedTest
    @CsvSource({
        "PUBLIC, stranger, NOT_A_MEMBER",
        "PUBLIC, banned, NOT_FOUND",
        "PRIVATE, stranger, NOT_FOUND",
        "DIRECT, stranger, NOT_FOUND",
        "PUBLIC, disabled, UNAUTHENTICATED",
        "PRIVATE, disabled member, UNAUTHENTICATED"
    })
    void bothShouldBeForActiveMembers(RoomKind kind, String who, RefusalCode refusal) {
        Standing standing = switch (who) {
            case "stranger" -> Situations.stranger(BOB);
            case "banned" -> Situations.banned(BOB);
            case "disabled" -> Situations.disabled(BOB, null);
            default -> Situations.disabled(BOB, Role.MEMBER);
        };

        assertThat(((Decision.Refused<?>) MembershipSettingsPolicy.read(aRoom(kind), standing, 41))
                        .refusal()
                        .code())
                .isEqualTo(refusal);
        assertThat(((Decision.Refused<?>) MembershipSettingsPolicy.markUnread(aRoom(kind), standing, 41))
                        .refusal()
                        .code())
                .isEqualTo(refusal);
        assertThat(((Decision.Refused<?>) MembershipSettingsPolicy.keep(aRoom(kind), standing, true, true))
                        .refusal()
                        .code())
                .isEqualTo(refusal);
    }
}
