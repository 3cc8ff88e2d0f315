package dev.chatrooms.domain.room;

import static dev.chatrooms.domain.Verdict.ACCEPTED;
import static dev.chatrooms.domain.room.Situations.ALICE;
import static dev.chatrooms.domain.room.Situations.BOB;
import static dev.chatrooms.domain.room.Situations.NOW;
import static dev.chatrooms.domain.room.Situations.ROOM;
import static dev.chatrooms.domain.room.Situations.aRoom;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.domain.Decision;
import dev.chatrooms.domain.Verdict;
import dev.chatrooms.domain.people.Blocking;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InviteRulesTest {
    private static final InviteCode CODE = new InviteCode("abcdefghijklmnopqrst_-");
    private static final Instant LATER = NOW.plus(Invite.USUAL);

    private static Invite invite(@Nullable Integer maxUses, int uses) {
        return new Invite(CODE, ROOM, ALICE, NOW, LATER, maxUses, uses);
    }

    private static Standing standing(String who) {
        return switch (who) {
            case "stranger" -> Situations.stranger(BOB);
            case "member" -> Situations.member(BOB, Role.MEMBER);
            case "banned" -> Situations.banned(BOB);
            case "disabled" -> Situations.disabled(BOB, null);
            default -> throw new IllegalArgumentException(who);
        };
    }

    private static String outcome(Decision<?> decision) {
        return decision instanceof Decision.Refused<?> refused
                ? refused.refusal().code().code()
                : String.valueOf(((Decision.Accepted<?>) decision).outcome()).toLowerCase(Locale.ROOT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            WHO      | INVITE  | PREVIEW         | ACCEPT
            stranger | open    | shown           | begins
            stranger | used up | invite_expired  | invite_expired
            stranger | expired | invite_expired  | invite_expired
            member   | open    | shown           | unchanged
            member   | used up | invite_expired  | unchanged
            member   | expired | invite_expired  | unchanged
            banned   | open    | not_found       | banned
            banned   | expired | not_found       | banned
            disabled | open    | unauthenticated | unauthenticated
            """)
    void inviteShouldComeOutAsTheTableSays(String who, String state, String preview, String accept) {
        Invite invite = state.equals("used up") ? invite(2, 2) : invite(null, 7);
        Instant now = state.equals("expired") ? LATER : LATER.minusMillis(1);

        Decision<Room> shown = InvitePolicy.preview(aRoom(RoomKind.PRIVATE), invite, standing(who), now);

        assertThat(shown instanceof Decision.Accepted<Room> ? "shown" : outcome(shown))
                .isEqualTo(preview);
        assertThat(outcome(InvitePolicy.accept(aRoom(RoomKind.PRIVATE), invite, standing(who), Blocking.NONE, now)))
                .isEqualTo(accept);
    }

    @ParameterizedTest
    @CsvSource({
        "PRIVATE, false, true, stranger, blocked",
        "PRIVATE, true, false, stranger, begins",
        "PRIVATE, false, true, member, unchanged",
        "PRIVATE, false, true, banned, banned",
        "PUBLIC, false, true, stranger, begins",
    })
    void inviteToAPrivateRoomShouldBeRefusedToAnAccountThatHasBlockedItsCreator(
            RoomKind kind, boolean byCreator, boolean byAccount, String who, String accept) {
        Blocking blocking = new Blocking(byCreator, byAccount);

        assertThat(outcome(InvitePolicy.accept(aRoom(kind), invite(null, 7), standing(who), blocking, NOW)))
                .isEqualTo(accept);
    }

    @Test
    void inviteShouldBeOpenUntilItsTimeOrItsUsesAreUp() {
        assertThat(invite(2, 1).isOpen(LATER.minusMillis(1))).isTrue();
        assertThat(invite(2, 1).isOpen(LATER)).isFalse();
        assertThat(invite(2, 2).isOpen(NOW)).isFalse();
        assertThat(invite(null, 1_000_000).isOpen(NOW)).isTrue();
    }

    @Test
    void banShouldHoldUntilItEnds() {
        Ban ban = new Ban(ROOM, BOB, ALICE, null, NOW, LATER);

        assertThat(ban.isInForce(LATER.minusMillis(1))).isTrue();
        assertThat(ban.isInForce(LATER)).isFalse();
        assertThat(new Ban(ROOM, BOB, ALICE, null, NOW, null).isInForce(LATER)).isTrue();
    }

    @Test
    void codeShouldHaveTheFormThatIsGivenOutAndNotBePrinted() {
        assertThat(Verdict.on(() -> new InviteCode("abcdefghijklmnopqrst_-"))).isEqualTo(ACCEPTED);
        for (String bad :
                new String[] {"", "abcdefghijklmnopqrst_", "abcdefghijklmnopqrst_-x", "abcdefghijklmnopqrst+/"}) {
            assertThat(Verdict.on(() -> new InviteCode(bad))).as(bad).isEqualTo("malformed");
        }
        assertThat(CODE).hasToString("[REDACTED]");
    }
}
