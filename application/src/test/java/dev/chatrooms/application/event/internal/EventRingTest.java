package dev.chatrooms.application.event.internal;

import static dev.chatrooms.application.event.internal.Events.ALICE;
import static dev.chatrooms.application.event.internal.Events.EPOCH;
import static dev.chatrooms.application.event.internal.Events.TEA;
import static dev.chatrooms.application.event.internal.Events.posted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatrooms.domain.event.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class EventRingTest {
    private static final long LIGHT = Long.MAX_VALUE;
    private static final int ALL = Integer.MAX_VALUE;

    @Test
    void afterShouldShowWhatFollowsWhenTheRingHasIt() {
        EventRing ring = ring(10, LIGHT, 100);
        append(ring, 101, 105);

        assertThat(positions(ring.after(new Position(100), ALL))).containsExactly(101L, 102L, 103L, 104L, 105L);
        assertThat(positions(ring.after(new Position(102), 2))).containsExactly(103L, 104L);
        assertThat(ring.after(new Position(105), ALL)).isEmpty();
        assertThat(ring.after(new Position(200), ALL))
                .as("further than the ring")
                .isEmpty();
        assertThat(ring.after(new Position(99), ALL)).as("from before the ring").isNull();
    }

    @Test
    void afterShouldShowNothingWhenNothingHasHappened() {
        EventRing ring = ring(10, LIGHT, 100);

        assertThat(ring.after(new Position(100), ALL)).isEmpty();
        assertThat(ring.after(new Position(99), ALL)).isNull();
    }

    @Test
    void appendShouldForgetTheOldestWhenTheRingIsFull() {
        EventRing ring = ring(4, LIGHT, 0);
        for (long position = 1; position <= 50; position++) {
            append(ring, position, position);
            long oldest = Math.max(1, position - 3);

            assertThat(positions(ring.after(new Position(oldest - 1), ALL)))
                    .isEqualTo(LongStream.rangeClosed(oldest, position).boxed().toList());
            if (oldest > 1) {
                assertThat(ring.after(new Position(oldest - 2), ALL)).isNull();
            }
        }
    }

    @Test
    void appendShouldForgetTheOldestWhenTheRingIsTooHeavy() {
        int one = entry(1, "x".repeat(100)).weight();
        EventRing ring = new EventRing(1000, 3L * one, Position.START);
        for (long position = 1; position <= 10; position++) {
            ring.append(entry(position, "x".repeat(100)));
        }

        assertThat(positions(ring.after(new Position(7), ALL))).containsExactly(8L, 9L, 10L);
        assertThat(ring.after(new Position(6), ALL)).isNull();
    }

    @Test
    void appendShouldMakeRoomForAHeavyOneAndKeepAtLeastIt() {
        EventRing ring = new EventRing(1000, 5_000, Position.START);
        append(ring, 1, 5);

        ring.append(entry(6, "x".repeat(8000)));
        assertThat(positions(ring.after(new Position(5), ALL))).containsExactly(6L);
        assertThat(ring.after(new Position(4), ALL)).isNull();

        append(ring, 7, 7);
        assertThat(positions(ring.after(new Position(6), ALL))).containsExactly(7L);
        assertThat(ring.after(new Position(5), ALL)).isNull();
    }

    @Test
    void appendShouldRefuseAGap() {
        EventRing ring = ring(10, LIGHT, 100);
        append(ring, 101, 101);

        for (long wrong : new long[] {100, 101, 103}) {
            assertThatThrownBy(() -> append(ring, wrong, wrong)).isInstanceOf(IllegalStateException.class);
        }
        append(ring, 102, 102);
    }

    private static EventRing ring(int maxEntries, long maxWeight, long after) {
        return new EventRing(maxEntries, maxWeight, new Position(after));
    }

    private static RingEntry entry(long position, String text) {
        return new RingEntry(posted(position, TEA, ALICE, text), EPOCH);
    }

    private static void append(EventRing ring, long from, long to) {
        for (long position = from; position <= to; position++) {
            ring.append(entry(position, "hello"));
        }
    }

    private static List<Long> positions(List<RingEntry> entries) {
        List<Long> positions = new ArrayList<>();
        entries.forEach(entry -> positions.add(entry.position().value()));
        return positions;
    }
}
