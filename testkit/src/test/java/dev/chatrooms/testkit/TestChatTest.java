package dev.chatrooms.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.event.FeedItem;
import dev.chatrooms.application.event.ViewedEvent;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.id.RoomId;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.SubmissionPublisher;
import org.junit.jupiter.api.Test;

class TestChatTest {
    @Test
    void situationsShouldBeAsNamed() {
        try (TestChat test = TestChat.inMemory()) {
            Caller alice = test.aPerson("alice");
            Caller bob = test.aPerson("bob");
            Caller eve = test.aPerson("eve");
            RoomId open = test.aPublicRoomWith(alice, bob);
            RoomId closed = test.aPrivateRoomWith(alice, bob);

            test.say(bob, open, "hello");
            test.say(bob, closed, "hello in private");

            assertThat(test.textsOf(open, eve)).containsExactly("hello");
            assertThat(test.textsOf(closed, alice)).containsExactly("hello in private");
            assertThatExceptionOfType(ChatException.class)
                    .isThrownBy(() -> test.textsOf(closed, eve))
                    .returns(RefusalCode.NOT_FOUND, ChatException::code);
        }
    }

    @Test
    void recorderShouldReceiveEventsUntilCancelled() {
        try (TestChat test = TestChat.inMemory()) {
            Caller alice = test.aPerson("alice");
            RoomId tea = test.aPublicRoomWith(alice);
            RecordingSubscriber<FeedItem, ViewedEvent> events = test.eventsOf(alice);

            test.say(alice, tea, "one");
            test.say(alice, tea, "two");

            assertThat(events.awaitItems(2)).hasSize(2);
            events.cancel();
        }
    }

    @Test
    void recorderShouldReportTheEndOfAnyPublisher() {
        RecordingSubscriber<String, String> completed = RecordingSubscriber.ofItems();
        RecordingSubscriber<String, String> failed = RecordingSubscriber.ofItems();
        try (SubmissionPublisher<String> publisher = new SubmissionPublisher<>()) {
            publisher.subscribe(completed);
            publisher.submit("tea");
        }
        completed.awaitCompletion();
        assertThat(completed.await("tea", "tea"::equals)).isEqualTo("tea");
        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> completed.await("coffee", "coffee"::equals));

        SubmissionPublisher<String> broken = new SubmissionPublisher<>();
        broken.subscribe(failed);
        broken.closeExceptionally(new IllegalStateException("broken"));
        assertThat(failed.awaitError()).hasMessage("broken");
    }

    @Test
    void clockShouldMoveOnlyByHand() {
        Instant start = Instant.parse("2026-01-01T09:00:00Z");
        SettableClock clock = new SettableClock(start);

        clock.advance(Duration.ofSeconds(2));
        assertThat(clock.instant()).isEqualTo(start.plusSeconds(2));
        assertThat(clock.nanoTime()).isEqualTo(2_000_000_000L);

        clock.set(start);
        assertThat(clock.instant()).isEqualTo(start);
        assertThatIllegalArgumentException().isThrownBy(() -> clock.advance(Duration.ofSeconds(-1)));
    }

    @Test
    void waitShouldEndWithTheLastValueWhenItIsInVain() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> Eventually.get("an even number", Duration.ZERO, () -> 3, number -> number % 2 == 0))
                .withMessageContaining("an even number did not happen")
                .withMessageContaining("3");
    }
}
