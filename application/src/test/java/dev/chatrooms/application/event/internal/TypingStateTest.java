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
    private final TypingThrottle told = new TypingThrottle(clock);
    private final Typist alice = new Typist(TEA, ALICE);
    private final Typist bob = new Typist(TEA, BOB);

    @Test
    void typingShouldLastSixSecondsFromWhenItWasLastTold() {
        assertThat(now.on(alice, clock.instant())).isTrue();
        assertThat(now.on(bob, clock.instant())).isTrue();
        clock.advance(Duration.ofSeconds(4));
        assertThat(now.on(alice, clock.instant())).isTrue();
        clock.advance(Duration.ofSeconds(2));
        assertThat(now.expire(clock.instant())).containsExactly(bob);
        clock.advance(Duration.ofSeconds(4));
        assertThat(now.expire(clock.instant())).containsExactly(alice);
        assertThat(now.off(alice)).isFalse();
    }

    @Test
    void typingShouldEndWithItsRoom() {
        now.on(alice, clock.instant());
        now.on(new Typist(CHESS, ALICE), clock.instant());
        now.off(TEA);

        assertThat(now.off(alice)).isFalse();
        assertThat(now.off(new Typist(CHESS, ALICE))).isTrue();
    }

    @Test
    void thoseWhoTypeShouldBeBoundedInNumber() {
        for (int i = 0; i < 10_000; i++) {
            assertThat(now.on(new Typist(TEA, new AccountId(new UUID(3, i))), clock.instant()))
                    .isTrue();
        }
        assertThat(now.on(alice, clock.instant())).isFalse();
        assertThat(now.on(new Typist(TEA, new AccountId(new UUID(3, 0))), clock.instant()))
                .isTrue();
    }

    @Test
    void wordShouldBeRecentForTwoSecondsOrUntilSomethingEndsIt() {
        TypingThrottle.Word word = told.begin(alice, true);
        assertThat(told.recent(alice, true)).isSameAs(word);
        assertThat(told.recent(alice, false)).isNull();
        assertThat(told.recent(bob, true)).isNull();
        clock.advance(Duration.ofSeconds(2));
        assertThat(told.recent(alice, true)).isNull();
        assertThat(told.isLast(word)).isTrue();

        TypingThrottle.Word next = told.begin(alice, true);
        assertThat(told.isLast(word)).isFalse();
        told.forget(word);
        assertThat(told.isLast(next)).isTrue();
        told.forget(alice);
        assertThat(told.isLast(next)).isFalse();
        told.begin(bob, true);
        told.forget(TEA);
        assertThat(told.recent(bob, true)).isNull();
    }
}
