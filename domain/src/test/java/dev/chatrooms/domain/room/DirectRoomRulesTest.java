package dev.chatrooms.domain.room;

import static dev.chatrooms.domain.room.Situations.ALICE;
import static dev.chatrooms.domain.room.Situations.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.chatrooms.domain.Decision;
import dev.chatrooms.domain.FieldError;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.account.AccountKind;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.people.Blocking;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the pairs of direct rooms and the rule for opening one. */
class DirectRoomRulesTest {
    private static final AccountId CAROL = new AccountId(new UUID(0, 0xCA201));

    @Test
    void pairShouldBeTheSameFromBothSides() {
        DirectPair pair = DirectPair.of(ALICE, BOB);

        assertThat(DirectPair.of(BOB, ALICE)).isEqualTo(pair);
        assertThat(pair.peerOf(ALICE)).isEqualTo(BOB);
        assertThat(pair.peerOf(BOB)).isEqualTo(ALICE);
    }

    @Test
    void pairShouldBeOrderedByBytesAsTheDatabaseDoes() {
        AccountId high = new AccountId(new UUID(-1, 0));

        assertThat(DirectPair.of(high, ALICE)).isEqualTo(new DirectPair(ALICE, high));
        assertThatIllegalArgumentException().isThrownBy(() -> new DirectPair(high, ALICE));
    }

    @Test
    void pairShouldBeOfTwo() {
        assertThatIllegalArgumentException().isThrownBy(() -> DirectPair.of(ALICE, ALICE));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DirectPair.of(ALICE, BOB).peerOf(CAROL));
    }

    @Test
    void peerShouldBeTheOtherNamedAccount() {
        assertThat(DirectRoomPolicy.peer(ALICE, Set.of(BOB))).isEqualTo(Decision.accept(BOB));
        assertThat(DirectRoomPolicy.peer(ALICE, Set.of(BOB, ALICE))).isEqualTo(Decision.accept(BOB));
    }

    @Test
    void peerShouldBeRefusedWhereItIsNotOneOther() {
        assertThat(code(DirectRoomPolicy.peer(ALICE, Set.of(ALICE)))).isEqualTo(RefusalCode.SELF);
        assertThat(fieldCode(DirectRoomPolicy.peer(ALICE, Set.of()))).isEqualTo("members missing");
        assertThat(fieldCode(DirectRoomPolicy.peer(ALICE, Set.of(BOB, CAROL)))).isEqualTo("members too_many");
        assertThat(fieldCode(DirectRoomPolicy.peer(ALICE, Set.of(ALICE, BOB, CAROL))))
                .isEqualTo("members too_many");
    }

    @ParameterizedTest
    @CsvSource({
        "true, USER, false, false, ",
        "true, USER, true, false, BLOCKED",
        "true, BOT, false, true, BLOCKED",
        "true, USER, true, true, BLOCKED",
        "true, SYSTEM, true, true, ",
        "false, USER, false, false, UNAUTHENTICATED",
        "false, SYSTEM, true, false, UNAUTHENTICATED"
    })
    void openShouldBeRefusedWhereEitherHasBlockedTheOther(
            boolean active, AccountKind kind, boolean byMe, boolean byOther, RefusalCode refusal) {
        assertThat(code(DirectRoomPolicy.open(active, kind, new Blocking(byMe, byOther))))
                .isEqualTo(refusal);
    }

    private static RefusalCode code(Decision<?> decision) {
        return decision instanceof Decision.Refused<?> refused
                ? refused.refusal().code()
                : null;
    }

    private static String fieldCode(Decision<?> decision) {
        assertThat(code(decision)).isEqualTo(RefusalCode.INVALID);
        FieldError error = ((Decision.Refused<?>) decision).refusal().errors().get(0);
        return error.field() + " " + error.code();
    }
}
