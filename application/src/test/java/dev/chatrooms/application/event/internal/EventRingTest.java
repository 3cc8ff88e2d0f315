package dev.chatrooms.application.event.internal;

import static dev.chatrooms.application.event.internal.Events.ALICE;
import static dev.chatrooms.application.event.internal.Events.EPOCH;
import static dev.chatrooms.application.event.internal.Events.TEA;
import static dev.chatrooms.application.event.internal.Events.event;
import static dev.chatrooms.application.event.internal.Events.posted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatrooms.application.event.EventContent;
import dev.chatrooms.application.event.LoggedEvent;
import dev.chatrooms.application.message.MessageView;
import dev.chatrooms.application.message.RepliedTo;
import dev.chatrooms.application.room.RoomView;
import dev.chatrooms.domain.event.EventKind;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.room.Room;
import dev.chatrooms.domain.room.RoomKind;
import dev.chatrooms.domain.room.RoomName;
import dev.chatrooms.domain.room.Topic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class EventRingTest {
    private static final long LIGHT = Long.MAX_VALUE;
    private static final int ALL = Integer.MAX_VALUE;

    @Test
    void afterShouldReturnWhatFollowsWhenTheRingHasIt() {
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
    void afterShouldBeEmptyWhenTheRingIsEmpty() {
        EventRing ring = ring(10, LIGHT, 100);

        assertThat(ring.after(new Position(100), ALL)).isEmpty();
        assertThat(ring.after(new Position(99), ALL)).isNull();
    }

    @Test
    void appendShouldEvictTheOldestWhenTheRingIsFull() {
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
    void appendShouldEvictTheOldestWhenTheWeightIsExceeded() {
        int one = entry(1, "x".repeat(100)).weight();
        EventRing ring = new EventRing(1000, 3L * one, Position.START);
        for (long position = 1; position <= 10; position++) {
            ring.append(entry(position, "x".repeat(100)));
        }

        assertThat(positions(ring.after(new Position(7), ALL))).containsExactly(8L, 9L, 10L);
        assertThat(ring.after(new Position(6), ALL)).isNull();
    }

    @Test
    void appendShouldKeepAtLeastTheNewestWhenItIsTooHeavy() {
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
    void appendShouldThrowWhenThereIsAGap() {
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

    @Test
    void replaceShouldUpdateEveryEntryThatEmbedsTheMessage() {
        EventRing ring = ring(10, LIGHT, 0);
        MessageView first = view(posted(1, TEA, ALICE, "secret"));
        ring.append(new RingEntry(posted(1, TEA, ALICE, "secret"), EPOCH));
        ring.append(new RingEntry(answering(2, first), EPOCH));
        ring.append(new RingEntry(lastOfARoom(3, first), EPOCH));
        ring.append(new RingEntry(lastOfARoom(4, view(answering(2, first))), EPOCH));
        ring.append(new RingEntry(posted(5, TEA, ALICE, "harmless"), EPOCH));
        List<RingEntry> taken = ring.after(Position.START, ALL);
        taken.forEach(entry -> assertThat(rendered(entry)).isNotNull());

        ring.replace(new MessageView(first.message().deleted(Instant.EPOCH), first.sender()));

        List<RingEntry> after = ring.after(Position.START, ALL);
        assertThat(positions(after)).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(after.stream().map(EventRingTest::rendered)).hasSize(5).noneMatch(text -> text.contains("secret"));
        assertThat(rendered(after.get(1))).contains("an answer");
        assertThat(after.get(4)).isSameAs(taken.get(4));
        assertThat(after.get(0).weight()).isLessThan(taken.get(0).weight());
    }

    @Test
    void replaceShouldDoNothingWhenTheMessageIsNoLongerInTheRing() {
        EventRing ring = ring(3, LIGHT, 0);
        MessageView first = view(posted(1, TEA, ALICE, "secret"));
        ring.append(new RingEntry(posted(1, TEA, ALICE, "secret"), EPOCH));
        ring.append(new RingEntry(answering(2, first), EPOCH));
        append(ring, 3, 4);
        MessageView deleted = new MessageView(first.message().deleted(Instant.EPOCH), first.sender());

        ring.replace(deleted);
        assertThat(rendered(ring.after(new Position(1), ALL).get(0)))
                .contains("an answer")
                .doesNotContain("secret");
        append(ring, 5, 8);
        ring.replace(deleted);

        assertThat(positions(ring.after(new Position(5), ALL))).containsExactly(6L, 7L, 8L);
    }

    private static MessageView view(LoggedEvent event) {
        return ((EventContent.OfMessage) event.content()).message();
    }

    /** A message that answers another. */
    private static LoggedEvent answering(long position, MessageView replied) {
        LoggedEvent plain = posted(position, TEA, ALICE, "an answer");
        return with(plain, new EventContent.OfMessage(view(plain).withReplyTo(RepliedTo.of(replied))));
    }

    /** A room that changes, whose last message that is. */
    private static LoggedEvent lastOfARoom(long position, MessageView last) {
        Room room = new Room(
                TEA, RoomKind.PUBLIC, new RoomName("Tea"), Topic.NONE, ALICE, Instant.EPOCH, Instant.EPOCH, 1, 1);
        return with(
                event(position, EventKind.ROOM_UPDATED, TEA, ALICE, null),
                new EventContent.OfRoom(new RoomView(room, last, null, null)));
    }

    private static LoggedEvent with(LoggedEvent event, EventContent content) {
        return new LoggedEvent(
                event.position(),
                event.kind(),
                event.at(),
                event.roomId(),
                event.actorId(),
                event.subjectId(),
                content);
    }

    /** As a transport would render it, which is kept. */
    private static String rendered(RingEntry entry) {
        return entry.viewedBy(ALICE)
                .rendered(String.class, viewed -> viewed.event().content().toString());
    }
}
