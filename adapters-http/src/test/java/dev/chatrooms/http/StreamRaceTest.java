package dev.chatrooms.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.event.Audience;
import dev.chatrooms.application.event.EventContent;
import dev.chatrooms.application.event.FeedItem;
import dev.chatrooms.application.event.FeedItem.Resume;
import dev.chatrooms.application.event.FeedSubscription;
import dev.chatrooms.application.event.LiveEvents;
import dev.chatrooms.application.event.LoggedEvent;
import dev.chatrooms.application.event.StreamRequest;
import dev.chatrooms.application.event.ViewedEvent;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.AccountRole;
import dev.chatrooms.domain.account.DisplayName;
import dev.chatrooms.domain.account.Username;
import dev.chatrooms.domain.event.Cursor;
import dev.chatrooms.domain.event.Epoch;
import dev.chatrooms.domain.event.EventKind;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

/** Race conditions of streams that rarely occur by themselves, with a feed that is controlled by the test. */
class StreamRaceTest {
    private static final Account ALICE = Account.registered(
            new AccountId(new UUID(0, 1)),
            new Username("alice"),
            new DisplayName("Alice"),
            null,
            null,
            AccountRole.USER,
            null,
            Instant.EPOCH);

    private static Cursor at(long position) {
        return new Cursor(new Epoch("e"), new Position(position));
    }

    private static FeedItem event(long position) {
        LoggedEvent event = new LoggedEvent(
                new Position(position),
                EventKind.ROOM_DELETED,
                Instant.EPOCH,
                new RoomId(new UUID(0, position)),
                null,
                null,
                new EventContent.Nothing());
        return new FeedItem.Batch(List.of(new ViewedEvent(event, Audience.OTHERS, at(position))));
    }

    /** A stream that resumes after position 5 and has missed one event, at position 6. */
    private abstract static class ResumedStream implements LiveEvents, FeedSubscription {
        Flow.Subscriber<? super FeedItem> subscriber;

        @Override
        public Flow.Publisher<FeedItem> events(Caller caller, StreamRequest request) {
            return given -> {
                subscriber = given;
                given.onSubscribe(this);
                given.onNext(new FeedItem.Welcome(Resume.RESUMED, at(5), ALICE, List.of(), false));
            };
        }

        @Override
        public void request(long n) {}

        @Override
        public void cancel() {}

        /** Does not count the event at position 6 yet, although it was delivered. */
        @Override
        public Cursor delivered() {
            return at(5);
        }
    }

    @Test
    void pollShouldWaitForTheStreamToCatchUpWhenItDoesNotWait() {
        LiveEvents slow = new ResumedStream() {
            private int checks;

            @Override
            public boolean isLive() {
                if (++checks == 3) {
                    subscriber.onNext(event(6));
                }
                return checks > 3;
            }
        };
        try (TestServer server = TestServer.start(slow, settings -> settings)) {
            Response response = server.person("alice").get("/api/v1/events?after=e-5");

            assertThat(response.at("/cursor")).isEqualTo("e-6");
            assertThat(response.json().path("events").size()).isEqualTo(1);
        }
    }

    @Test
    void heartbeatShouldNotCarryAnEarlierPositionThanTheLastEvent() {
        LiveEvents late = new ResumedStream() {
            private int requests;

            @Override
            public void request(long n) {
                // At the second request the welcome is about to be written.
                if (++requests == 2) {
                    subscriber.onNext(event(6));
                }
            }

            @Override
            public boolean isLive() {
                return true;
            }
        };
        try (TestServer server = TestServer.start(late, settings -> settings.heartbeat(Duration.ofMillis(20)))) {
            try (EventReader events = EventReader.open(server.person("alice"), "?after=e-5")) {
                assertThat(events.next().type()).isEqualTo("welcome");
                assertThat(events.nextEvent().id()).isEqualTo("e-6");
                assertThat(events.next().fields()).containsOnlyKeys("", "id").containsEntry("id", "e-6");
            }
        }
    }
}
