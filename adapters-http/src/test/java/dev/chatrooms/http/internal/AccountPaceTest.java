package dev.chatrooms.http.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.http.internal.AccountPace.Turn;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AccountPaceTest {
    private static final AccountId ALICE = new AccountId(new UUID(0, 1));
    private static final AccountId BOB = new AccountId(new UUID(0, 2));
    private static final int ORDINARY = AccountPace.FREE;
    private static final int MEBIBYTE = 1024 * 1024;
    private static final int LARGEST = 7 * MEBIBYTE;

    private long now = System.nanoTime();
    private final AccountPace pace = new AccountPace(() -> now);

    private void pass(Duration time) {
        now += time.toNanos();
    }

    /** Reads a page when it is its turn, and returns how long it has waited. */
    private Duration read(AccountId account, int bytes) {
        Turn turn = pace.turn(account);
        pass(turn.delay());
        turn.requireAdmitted();
        turn.end(bytes);
        return turn.delay();
    }

    @Test
    void ordinaryPagesShouldNeverWait() {
        for (int page = 0; page < 10_000; page++) {
            assertThat(read(ALICE, ORDINARY)).isZero();
        }
    }

    @Test
    void largePagesShouldWaitWhenTheBurstIsUsedUpAndConcernNoOther() {
        assertThat(read(ALICE, AccountPace.FREE + AccountPace.BURST)).isZero();
        assertThat(read(ALICE, AccountPace.FREE + AccountPace.BYTES_PER_SECOND)).isZero();

        assertThat(read(ALICE, ORDINARY)).isEqualTo(Duration.ofSeconds(1));
        assertThat(read(BOB, LARGEST)).isZero();
    }

    @Test
    void clientThatReadsOnePageAfterTheOtherShouldBeSlowedDownAndNeverRefused() {
        long begin = now;
        int pages = 200;
        for (int page = 0; page < pages; page++) {
            read(ALICE, LARGEST);
        }

        long bytes = pages * (long) (LARGEST - AccountPace.FREE);
        assertThat(Duration.ofNanos(now - begin).toSeconds())
                .isBetween(
                        (bytes - AccountPace.BURST - 2 * LARGEST) / AccountPace.BYTES_PER_SECOND,
                        bytes / AccountPace.BYTES_PER_SECOND);
    }

    @Test
    void callsAtTheSameTimeShouldGetTurnsOneAfterTheOther() {
        read(ALICE, LARGEST);

        List<Duration> delays =
                IntStream.range(0, 4).mapToObj(call -> pace.turn(ALICE).delay()).toList();

        // The burst has room for two more, and the third begins the debt.
        assertThat(delays.subList(0, 2)).containsOnly(Duration.ZERO);
        assertThat(delays.get(2)).isGreaterThan(Duration.ofSeconds(1));
        assertThat(delays.get(3)).isGreaterThan(delays.get(2));
    }

    @Test
    void callShouldBeRefusedLaterWhenItsTurnIsTooFarAway() {
        read(ALICE, AccountPace.FREE + AccountPace.BURST + 10 * AccountPace.BYTES_PER_SECOND);

        Turn turn = pace.turn(ALICE);

        assertThat(turn.delay()).isEqualTo(Duration.ofSeconds(1));
        assertThatExceptionOfType(ChatException.class)
                .isThrownBy(turn::requireAdmitted)
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(RefusalCode.RATE_LIMITED))
                .satisfies(refusal -> assertThat(refusal.retryAfter()).contains(Duration.ofSeconds(9)));
        turn.end(ORDINARY);
        pass(Duration.ofSeconds(10));
        assertThat(read(ALICE, ORDINARY)).isZero();
    }

    @Test
    void callShouldBeRefusedAtOnceWhenTooManyWait() {
        read(ALICE, AccountPace.FREE + AccountPace.BURST + 10 * AccountPace.BYTES_PER_SECOND);
        List<Turn> waiting = IntStream.range(0, AccountPace.MAX_WAITING)
                .mapToObj(call -> pace.turn(ALICE))
                .toList();

        assertThatExceptionOfType(ChatException.class)
                .isThrownBy(() -> pace.turn(ALICE))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(RefusalCode.RATE_LIMITED));
        waiting.get(0).end(ORDINARY);
        assertThat(pace.turn(ALICE).delay()).isPositive();
    }

    @Test
    void pageShouldCountAsAssumedWhenItIsNotKnown() {
        read(ALICE, LARGEST);
        for (int call = 0; call < 4; call++) {
            pace.turn(ALICE).endAsAssumed();
        }

        assertThat(pace.turn(ALICE).delay()).isPositive();
    }

    @Test
    void pagesShouldBeTakenForLargeWhenTheLastOnesWere() {
        assertThat(pace.turn(ALICE).isLarge()).isFalse();
        read(ALICE, MEBIBYTE);
        read(ALICE, ORDINARY);

        assertThat(pace.turn(ALICE).isLarge()).isTrue();
        IntStream.range(0, 10).forEach(page -> read(ALICE, ORDINARY));
        assertThat(pace.turn(ALICE).isLarge()).isFalse();
    }

    @Test
    void accountsShouldBeForgottenWhenTheirPagesArePaidOff() {
        for (int account = 0; account < 20_000; account++) {
            read(new AccountId(new UUID(1, account)), LARGEST);
            pass(Duration.ofMillis(10));
        }

        assertThat(pace.accounts()).isLessThan(2_000);
    }
}
