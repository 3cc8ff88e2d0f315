package dev.chatrooms.application.event.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.HandClock;
import dev.chatrooms.application.event.internal.TypingState.Typist;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TypingStateTest {
    private static final RoomId TEA = new RoomId(new UUID(1, 1));
    private static final RoomId CHESS = new RoomId(new UUID(1, 2));
    private static final AccountId ALICE = new AccountId(new UUID(2, 1));
    private static final AccountId BOB = new AccountId(new UUID(2, 2));

    private final HandClock clock = new HandClock();
    private final TypingState now = new TypingState();
    private final TypingThrottle throttle = new TypingThrottle(clock);
    private final Typist alice = new Typist(TEA, ALICE);
    private final Typist bob = new Typist(TEA, BOB);

    @Test
    void typingShouldLastSixSecondsFromTheLastReport() {
        assertThat(now.start(alice, clock.instant())).isTrue();
        assertThat(now.start(bob, clock.instant())).isTrue();
        clock.advance(Duration.ofSeconds(4));
        assertThat(now.start(alice, clock.instant())).isTrue();
        clock.advance(Duration.ofSeconds(2));
        assertThat(now.expire(clock.instant())).containsExactly(bob);
        clock.advance(Duration.ofSeconds(4));
        assertThat(now.expire(clock.instant())).containsExactly(alice);
        assertThat(now.stop(alice)).isFalse();
    }

    @Test
    void typingShouldEndWithItsRoom() {
        now.start(alice, clock.instant());
        now.start(new Typist(CHESS, ALICE), clock.instant());
        now.stop(TEA);

        assertThat(now.stop(alice)).isFalse();
        assertThat(now.stop(new Typist(CHESS, ALICE))).isTrue();
    }

    @Test
    void typistsShouldBeBoundedInNumber() {
        for (int i = 0; i < 10_000; i++) {
            assertThat(now.start(new Typist(TEA, new AccountId(new UUID(3, i))), clock.instant()))
                    .isTrue();
        }
        assertThat(now.start(alice, clock.instant())).isFalse();
        assertThat(now.start(new Typist(TEA, new AccountId(new UUID(3, 0))), clock.instant()))
                .isTrue();
    }

    @Test
    void reportShouldBeRecentForTwoSecondsOrUntilItIsForgotten() {
        TypingThrottle.Report report = throttle.begin(alice, true);
        assertThat(throttle.recent(alice, true)).isSameAs(report);
        assertThat(throttle.recent(alice, false)).isNull();
        assertThat(throttle.recent(bob, true)).isNull();
        clock.advance(Duration.ofSeconds(2));
        assertThat(throttle.recent(alice, true)).isNull();
        assertThat(throttle.isLast(report)).isTrue();

        TypingThrottle.Report next = throttle.begin(alice, true);
        assertThat(throttle.isLast(report)).isFalse();
        throttle.forget(report);
        assertThat(throttle.isLast(next)).isTrue();
        throttle.forget(alice);
        assertThat(throttle.isLast(next)).isFalse();
        throttle.begin(bob, true);
        throttle.forget(TEA);
        assertThat(throttle.recent(bob, true)).isNull();
    }
}
