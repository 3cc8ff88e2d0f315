package dev.chatrooms.application.event;

import static dev.chatrooms.application.Fixture.chatOn;
import static dev.chatrooms.application.Fixture.person;
import static dev.chatrooms.application.Fixture.privateRoom;
import static dev.chatrooms.application.Fixture.publicRoom;
import static dev.chatrooms.application.Fixture.say;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.Eventually;
import dev.chatrooms.application.Fixture;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.message.Send;
import dev.chatrooms.application.message.SendResult;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.event.Cursor;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.RoomId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The contract of {@link LogSubscriptions}, on every storage and across nodes. */
public interface LogSubscriptionsContract {
    /** Returns an empty store, one per test. */
    Storage storage();

    @Test
    default void aSubscriptionShouldReceiveTheEventsOfAllRoomsInOrder() {
        Storage storage = storage();
        try (Chat chat = chatOn(storage);
                Chat other = chatOn(storage)) {
            Caller alice = person(chat, "alice");
            Caller bob = person(chat, "bob");
            LogRecorder host = LogRecorder.eager().on(chat.log().subscribe(LogStart.beginning()));
            RoomId tea = publicRoom(chat, alice, "Tea");
            RoomId secret = privateRoom(chat, bob, "Secret");
            say(chat, alice, tea, "one");
            say(other, bob, secret, "two");
            say(chat, alice, tea, "three");

            assertThat(host.awaitSaid(3)).containsExactly("one", "two", "three");
            assertThat(host.events())
                    .extracting(LoggedEvent::position)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, host.events().size())
                                    .mapToObj(Position::new)
                                    .toList());
        }
    }

    @Test
    default void aSubscriptionShouldResumeAfterACursor() {
        try (Chat chat = chatOn(storage())) {
            Caller alice = person(chat, "alice");
            RoomId tea = publicRoom(chat, alice, "Tea");
            LogRecorder first = LogRecorder.eager()
                    .on(chat.log().subscribe(LogStart.after(chat.log().head())));
            say(chat, alice, tea, "one");
            first.awaitSaid(1);
            first.cancel();
            say(chat, alice, tea, "two");

            LogRecorder second = LogRecorder.eager()
                    .on(chat.log().subscribe(LogStart.after(first.cursor().toString())));

            assertThat(second.awaitSaid(1)).containsExactly("two");
            assertThat(first.said()).containsExactly("one");
        }
    }

    @Test
    default void aNewSubscriptionFromNowShouldNotReceiveEarlierEvents() {
        try (Chat chat = chatOn(storage())) {
            Caller alice = person(chat, "alice");
            RoomId tea = publicRoom(chat, alice, "Tea");
            say(chat, alice, tea, "before");
            LogRecorder host = LogRecorder.eager().on(chat.log().subscribe(LogStart.now()));

            Eventually.await("an event after the start", () -> {
                say(chat, alice, tea, "after");
                return !host.said().isEmpty();
            });

            assertThat(host.said()).containsOnly("after");
        }
    }

    @Test
    default void nothingShouldBeReadWithoutDemandAndNothingBeLost() {
        try (Chat chat = Fixture.chatOn(storage(), Fixture.withReplay(10_000, 16))) {
            Caller alice = person(chat, "alice");
            RoomId tea = publicRoom(chat, alice, "Tea");
            LogRecorder host = LogRecorder.idle().on(chat.log().subscribe(LogStart.beginning()));
            List<String> texts =
                    IntStream.range(0, 300).mapToObj(i -> "message " + i).toList();
            // Not one after the other: each would wait for its own commit.
            texts.stream()
                    .map(text -> chat.messages().send(alice, new Send(tea, text, null)))
                    .toList()
                    .forEach(sent -> sent.join());

            host.request(1);
            Eventually.await(() -> host.items().size() == 1);
            host.request(Long.MAX_VALUE);

            assertThat(host.awaitSaid(300)).isEqualTo(texts);
            assertThat(host.items())
                    .allSatisfy(
                            item -> assertThat(((LogItem.Events) item).events()).hasSizeBetween(1, 128));
        }
    }

    @Test
    default void theTextOfADeletedMessageShouldNotAppear() {
        try (Chat chat = Fixture.chatOn(storage(), Fixture.withReplay(10_000, 4))) {
            Caller alice = person(chat, "alice");
            RoomId tea = publicRoom(chat, alice, "Tea");
            SendResult secret = say(chat, alice, tea, "secret");
            chat.editing().delete(alice, secret.message().message().id()).join();

            assertThat(LogRecorder.eager()
                            .on(chat.log().subscribe(LogStart.after(before(secret))))
                            .awaitSaid(1))
                    .as("from memory")
                    .containsExactly("-");
            for (int i = 0; i < 4; i++) {
                say(chat, alice, tea, "later");
            }
            assertThat(LogRecorder.eager()
                            .on(chat.log().subscribe(LogStart.beginning()))
                            .awaitSaid(5)
                            .get(0))
                    .as("from the store")
                    .isEqualTo("-");
        }
    }

    private static Cursor before(SendResult sent) {
        return new Cursor(
                sent.cursor().epoch(), new Position(sent.cursor().position().value() - 1));
    }

    @Test
    default void aBlockingSubscriberShouldDelayNobodyElseAndMayWaitForTheChat() {
        try (Chat chat = chatOn(storage())) {
            Caller alice = person(chat, "alice");
            RoomId tea = publicRoom(chat, alice, "Tea");
            CountDownLatch release = new CountDownLatch(1);
            LogRecorder blocked = LogRecorder.doing(item -> await(release))
                    .on(chat.log().subscribe(LogStart.after(chat.log().head())));
            LogRecorder bot = LogRecorder.doing(item -> {
                        if (((LogItem.Events) item)
                                .events().stream()
                                        .anyMatch(
                                                event -> LogRecorder.text(event).equals("ping"))) {
                            say(chat, alice, tea, "pong");
                        }
                    })
                    .on(chat.log().subscribe(LogStart.after(chat.log().head())));

            say(chat, alice, tea, "ping");

            assertThat(bot.awaitSaid(2)).containsExactly("ping", "pong");
            assertThat(blocked.said()).isEmpty();
            release.countDown();
            assertThat(blocked.awaitSaid(2)).containsExactly("ping", "pong");
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    default void aNamedReaderShouldReceiveEachEventOnceOverAllNodes() {
        Storage storage = storage();
        try (Chat here = chatOn(storage);
                Chat there = chatOn(storage)) {
            Caller alice = person(here, "alice");
            RoomId tea = publicRoom(here, alice, "Tea");
            LogRecorder one = LogRecorder.eager().on(here.log().subscribe("push", LogStart.beginning()));
            LogRecorder two = LogRecorder.eager().on(there.log().subscribe("push", LogStart.beginning()));
            LogRecorder audit = LogRecorder.eager().on(there.log().subscribe("audit", LogStart.beginning()));
            for (int i = 0; i < 20; i++) {
                say(i % 2 == 0 ? here : there, alice, tea, "message " + i);
            }

            audit.awaitSaid(20);
            Eventually.await(
                    "all messages", () -> one.said().size() + two.said().size() == 20);
            assertThat(one.said().isEmpty()).isNotEqualTo(two.said().isEmpty());
        }
    }

    @Test
    default void anotherNodeShouldContinueWhereANamedReaderEnded() {
        Storage storage = storage();
        try (Chat here = chatOn(storage);
                Chat there = chatOn(storage)) {
            Caller alice = person(here, "alice");
            RoomId tea = publicRoom(here, alice, "Tea");
            LogRecorder one = LogRecorder.eager().on(here.log().subscribe("push", LogStart.beginning()));
            say(here, alice, tea, "one");
            one.awaitSaid(1);
            LogRecorder two = LogRecorder.eager().on(there.log().subscribe("push", LogStart.beginning()));

            one.cancel();
            say(here, alice, tea, "two");

            assertThat(two.awaitSaid(1)).containsExactly("two");
            assertThat(one.said()).containsExactly("one");
        }
    }

    @Test
    default void anItemShouldBeDeliveredAgainWhenTheSubscriberFailed() {
        try (Chat chat = chatOn(storage())) {
            Caller alice = person(chat, "alice");
            RoomId tea = publicRoom(chat, alice, "Tea");
            CountDownLatch seen = new CountDownLatch(1);
            LogRecorder.doing(item -> {
                        seen.countDown();
                        throw new IllegalStateException("on purpose");
                    })
                    .on(chat.log().subscribe("push", LogStart.after(chat.log().head())));
            say(chat, alice, tea, "one");
            await(seen);

            LogRecorder next = LogRecorder.eager().on(chat.log().subscribe("push", LogStart.now()));

            assertThat(next.awaitSaid(1)).containsExactly("one");
        }
    }

    @Test
    default void aForgottenReaderShouldBeginAnew() {
        try (Chat chat = chatOn(storage())) {
            Caller alice = person(chat, "alice");
            RoomId tea = publicRoom(chat, alice, "Tea");
            say(chat, alice, tea, "one");
            LogRecorder first = LogRecorder.eager().on(chat.log().subscribe("push", LogStart.beginning()));
            first.awaitSaid(1);
            first.cancel();

            Eventually.await("the reader begins anew", () -> {
                chat.log().forget("push");
                LogRecorder again = LogRecorder.eager().on(chat.log().subscribe("push", LogStart.beginning()));
                boolean anew = again.awaitSaid(1).contains("one");
                again.cancel();
                return anew;
            });
        }
    }

    @Test
    default void aNewEpochShouldBeReportedToEachSubscription() {
        Storage storage = storage();
        try (Chat chat = chatOn(storage)) {
            Caller alice = person(chat, "alice");
            RoomId tea = publicRoom(chat, alice, "Tea");
            LogRecorder host = LogRecorder.eager().on(chat.log().subscribe(LogStart.beginning()));
            LogRecorder named = LogRecorder.eager().on(chat.log().subscribe("push", LogStart.beginning()));
            Cursor last = say(chat, alice, tea, "before").cursor();
            host.awaitSaid(1);
            named.awaitSaid(1);

            Cursor lost = new Cursor(last.epoch(), last.position().plus(1));
            Cursor begun = storage.transactions()
                    .<Cursor>write(uow -> uow.verifyLog(lost))
                    .result();
            Eventually.await(
                    "the reset", () -> !resets(host).isEmpty() && !resets(named).isEmpty());
            say(chat, alice, tea, "after");

            assertThat(resets(host)).containsExactly(new LogItem.Reset(last, begun));
            assertThat(resets(named)).containsExactly(new LogItem.Reset(last, begun));
            assertThat(host.awaitSaid(2)).containsExactly("before", "after");
            assertThat(named.awaitSaid(2)).containsExactly("before", "after");
            LogRecorder resumed = LogRecorder.eager().on(chat.log().subscribe(LogStart.after(last)));
            assertThat(resumed.awaitSaid(1)).containsExactly("after");
            assertThat(resets(resumed)).hasSize(1);
        }
    }

    private static List<LogItem> resets(LogRecorder recorder) {
        return recorder.items().stream()
                .filter(item -> item instanceof LogItem.Reset)
                .toList();
    }

    @Test
    default void aCursorBeyondTheHeadShouldBeReportedAsReset() {
        try (Chat chat = chatOn(storage())) {
            person(chat, "alice");
            Cursor head = chat.log().head();
            Cursor beyond = new Cursor(head.epoch(), head.position().plus(1000));

            LogRecorder host = LogRecorder.eager().on(chat.log().subscribe(LogStart.after(beyond)));

            Eventually.await(() -> !host.items().isEmpty());
            assertThat(host.items()).containsExactly(new LogItem.Reset(beyond, head));
        }
    }

    @Test
    default void closingTheChatShouldCompleteSubscriptionsAndRefuseFurtherOnes() {
        Chat chat = chatOn(storage());
        LogRecorder host = LogRecorder.eager().on(chat.log().subscribe(LogStart.now()));
        LogRecorder named = LogRecorder.eager().on(chat.log().subscribe("push", LogStart.now()));

        chat.close();

        host.awaitCompletion();
        named.awaitCompletion();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("chatrooms-log"));
        assertThat(LogRecorder.eager().on(chat.log().subscribe(LogStart.now())).awaitError())
                .isInstanceOf(ChatException.class)
                .hasMessageContaining("shutting down");
    }

    @Test
    default void subscriptionsShouldBeBounded() {
        try (Chat chat = chatOn(storage())) {
            List<LogRecorder> most = new ArrayList<>();
            for (int i = 0; i < LogSubscriptions.MAX_SUBSCRIPTIONS; i++) {
                most.add(LogRecorder.idle().on(chat.log().subscribe(LogStart.now())));
            }
            assertThat(LogRecorder.idle()
                            .on(chat.log().subscribe(LogStart.now()))
                            .awaitError())
                    .isInstanceOfSatisfying(
                            ChatException.class, e -> assertThat(e.code()).isEqualTo(RefusalCode.UNAVAILABLE));

            most.get(0).cancel();

            Eventually.await("a free place", () -> {
                CountDownLatch subscribed = new CountDownLatch(1);
                LogRecorder again = LogRecorder.doing(item -> subscribed.countDown())
                        .on(chat.log().subscribe(LogStart.after(unknown())));
                boolean free = Eventually.await(
                                "an answer", () -> again.failed() || subscribed.getCount() == 0, Boolean::booleanValue)
                        && !again.failed();
                again.cancel();
                return free;
            });
        }
    }

    private static Cursor unknown() {
        return Cursor.parse("elsewhere-5").orElseThrow();
    }

    @Test
    default void anUnusableNameOrCursorShouldBeRefused() {
        try (Chat chat = chatOn(storage())) {
            for (String name : new String[] {"", "a b", "x".repeat(65), "a:b"}) {
                assertThatThrownBy(() -> chat.log().subscribe(name, LogStart.now()))
                        .isInstanceOf(ChatException.class);
            }
            assertThatThrownBy(() -> LogStart.after("nonsense")).isInstanceOf(ChatException.class);
        }
    }
}
