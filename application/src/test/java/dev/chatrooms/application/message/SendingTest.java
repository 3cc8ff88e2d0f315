package dev.chatrooms.application.message;

import static dev.chatrooms.application.Fixture.UNLIMITED;
import static dev.chatrooms.application.Fixture.chatOn;
import static dev.chatrooms.application.Fixture.person;
import static dev.chatrooms.application.Fixture.privateRoom;
import static dev.chatrooms.application.Fixture.publicRoom;
import static dev.chatrooms.application.Fixture.say;
import static dev.chatrooms.application.Fixture.withLimits;
import static dev.chatrooms.application.Outcomes.blamed;
import static dev.chatrooms.application.Outcomes.get;
import static dev.chatrooms.application.Outcomes.racing;
import static dev.chatrooms.application.Outcomes.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.Fixture;
import dev.chatrooms.application.HandClock;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.memory.MemoryStorage;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SendingTest {
    private final HandClock clock = new HandClock();
    private final Storage storage = MemoryStorage.create();
    private final Chat chat =
            Fixture.builder(storage).settings(UNLIMITED).clock(clock).build();
    private final Caller alice = person(chat, "alice");
    private final Caller bob = person(chat, "bob");
    private final RoomId tea = publicRoom(chat, alice, "Tea");

    @AfterEach
    void close() {
        chat.close();
    }

    @Test
    void sendShouldReturnTheMessageAndItsPlace() {
        SendResult posted = get(chat.messages().send(alice, new Send(tea, " two\nlines ", "c-1")));

        assertThat(posted.duplicate()).isFalse();
        assertThat(posted.message().message().seq()).isEqualTo(1);
        assertThat(posted.message().message().text()).hasToString(" two\nlines ");
        assertThat(posted.message().message().createdAt()).isEqualTo(clock.instant());
        assertThat(posted.message().sender().username()).hasToString("alice");
        assertThat(posted.cursor())
                .isEqualTo(storage.transactions().read(stores -> stores.log().head()));
        assertThat(chat.messages().message(alice, posted.message().message().id()))
                .isEqualTo(posted.message());
    }

    @Test
    void sendShouldReportEveryInvalidField() {
        ChatException refusal = refusal(chat.messages().send(alice, new Send(tea, "x".repeat(8001), "\u200B")));

        assertThat(refusal.code()).isEqualTo(RefusalCode.INVALID);
        assertThat(blamed(refusal)).containsExactly("text too_long", "clientId empty");
        assertThat(blamed(refusal(chat.messages().send(alice, new Send(tea, null, null)))))
                .containsExactly("text missing");
        assertThat(chat.rooms().room(alice, tea).room().lastSeq()).isZero();
    }

    @Test
    void sendShouldBeRefusedAsNotAMemberOnlyWhenTheRoomIsVisible() {
        RoomId secret = privateRoom(chat, alice, "Secret");
        RoomId nowhere = new RoomId(new UUID(0, 1));

        assertThat(refusal(send(bob, tea, null)).code()).isEqualTo(RefusalCode.NOT_A_MEMBER);
        assertThat(refusal(send(bob, secret, null)).code()).isEqualTo(RefusalCode.NOT_FOUND);
        assertThat(refusal(send(bob, nowhere, null)).code()).isEqualTo(RefusalCode.NOT_FOUND);
    }

    @Test
    void sendShouldReturnTheFirstMessageWhenRepeated() {
        SendResult first = get(chat.messages().send(alice, new Send(tea, "first", "c-1")));
        SendResult again = get(chat.messages().send(alice, new Send(tea, "something else", "c-1")));

        assertThat(again).isEqualTo(new SendResult(first.message(), first.cursor(), true));
        assertThat(chat.rooms().room(alice, tea).room().lastSeq()).isEqualTo(1);
    }

    @Test
    void sendShouldReturnTheFirstMessageWhenTheMembershipHasEnded() {
        get(chat.rooms().join(bob, tea));
        SendResult first = get(send(bob, tea, "c-1"));
        get(chat.rooms().leave(bob, tea));

        assertThat(get(send(bob, tea, "c-1")).message()).isEqualTo(first.message());
        assertThat(refusal(send(bob, tea, "c-2")).code()).isEqualTo(RefusalCode.NOT_A_MEMBER);
    }

    @Test
    void sendShouldPostWhenAnotherAccountHasUsedTheClientId() {
        get(chat.rooms().join(bob, tea));
        get(send(alice, tea, "c-1"));

        assertThat(get(send(bob, tea, "c-1")).duplicate()).isFalse();
    }

    @Test
    void sendShouldBeRefusedWhenTheClientIdWasUsedInAnotherRoom() {
        RoomId coffee = publicRoom(chat, alice, "Coffee");
        get(send(alice, tea, "c-1"));

        assertThat(refusal(send(alice, coffee, "c-1")).code()).isEqualTo(RefusalCode.CLIENT_ID_REUSED);
        assertThat(chat.rooms().room(alice, coffee).room().lastSeq()).isZero();
    }

    @Test
    void sendShouldNotRevealAHiddenRoomWhenTheClientIdWasUsed() {
        RoomId secret = privateRoom(chat, bob, "Secret");
        get(send(alice, tea, "c-1"));

        assertThat(refusal(send(alice, secret, "c-1")).code()).isEqualTo(RefusalCode.NOT_FOUND);
    }

    @Test
    void sendShouldPostOnceWhenTwoNodesRaceWithOneClientId() {
        try (Chat other = chatOn(storage)) {
            AtomicInteger turn = new AtomicInteger();
            for (int round = 1; round <= 20; round++) {
                Send send = new Send(tea, "once", "c-" + round);

                List<SendResult> answers = racing(
                        8,
                        () -> (turn.incrementAndGet() % 2 == 0 ? chat : other)
                                .messages()
                                .send(alice, send)
                                .join());

                assertThat(answers).filteredOn(answer -> !answer.duplicate()).hasSize(1);
                assertThat(answers)
                        .extracting(SendResult::message)
                        .containsOnly(answers.get(0).message());
                assertThat(answers)
                        .extracting(SendResult::cursor)
                        .containsOnly(answers.get(0).cursor());
                assertThat(chat.rooms().room(alice, tea).room().lastSeq()).isEqualTo(round);
            }
        }
    }

    @Test
    void sendsShouldKeepTheirOrderWhenTheSenderDoesNotWait() {
        get(chat.rooms().join(bob, tea));
        int each = 1000;
        List<List<SendResult>> sent = racing(2, () -> {
            Caller sender = Thread.currentThread().getId() % 2 == 0 ? alice : bob;
            List<CompletableFuture<SendResult>> pipelined = IntStream.range(0, each)
                    .mapToObj(i -> chat.messages().send(sender, new Send(tea, "m" + i, null)))
                    .toList();
            return pipelined.stream().map(CompletableFuture::join).toList();
        });

        for (List<SendResult> ofOne : sent) {
            assertThat(ofOne)
                    .extracting(posted -> posted.message().message().seq())
                    .isSorted()
                    .doesNotHaveDuplicates();
        }
        assertThat(sent.stream().flatMap(List::stream))
                .extracting(posted -> posted.message().message().seq())
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(1, 2L * each).boxed().toList());
    }

    @Test
    void sendShouldMoveOnlyTheSendersMarker() {
        get(chat.rooms().join(bob, tea));

        say(chat, alice, tea, "hello");

        assertThat(chat.rooms().room(alice, tea).me().membership().readSeq()).isEqualTo(1);
        assertThat(chat.rooms().room(bob, tea).me().membership().readSeq()).isZero();
        assertThat(chat.rooms().room(bob, tea).lastMessage().message().text()).hasToString("hello");
    }

    @Test
    void sendShouldBeLimitedPerAccount() {
        try (Chat limited = Fixture.builder(storage)
                .settings(withLimits(2, 0, 0))
                .clock(clock)
                .build()) {
            get(limited.rooms().join(bob, tea));
            for (int i = 0; i < 9; i++) {
                get(limited.messages().send(alice, new Send(tea, "a burst", null)));
            }
            assertThat(refusal(limited.messages().send(alice, new Send(tea, " ", null)))
                            .code())
                    .isEqualTo(RefusalCode.INVALID);

            ChatException refusal = refusal(limited.messages().send(alice, new Send(tea, "too many", null)));

            assertThat(refusal.code()).isEqualTo(RefusalCode.RATE_LIMITED);
            assertThat(refusal.retryAfter()).hasValue(Duration.ofMillis(500));
            get(limited.messages().send(bob, new Send(tea, "another message", null)));
            clock.advance(Duration.ofMillis(500));
            get(limited.messages().send(alice, new Send(tea, "again", null)));
            assertThat(refusal(limited.messages().send(alice, new Send(tea, "too many", null)))
                            .code())
                    .isEqualTo(RefusalCode.RATE_LIMITED);
        }
    }

    @Test
    void messageShouldBeFoundOnlyInReadableRooms() {
        RoomId secret = privateRoom(chat, alice, "Secret");
        MessageId hidden = say(chat, alice, secret, "psst").message().message().id();
        MessageId open = say(chat, alice, tea, "hello").message().message().id();

        assertThat(chat.messages().message(bob, open).message().text()).hasToString("hello");
        for (MessageId id : List.of(hidden, new MessageId(new UUID(0, 1)))) {
            ChatException refusal = refusal(() -> chat.messages().message(bob, id));
            assertThat(refusal.code()).isEqualTo(RefusalCode.NOT_FOUND);
            assertThat(refusal.refusal().detail()).isEqualTo("no such message");
        }
        get(chat.rooms().delete(alice, tea));
        assertThat(refusal(() -> chat.messages().message(alice, open)).code()).isEqualTo(RefusalCode.NOT_FOUND);
    }

    private CompletableFuture<SendResult> send(Caller sender, RoomId room, String clientId) {
        return chat.messages().send(sender, new Send(room, "hello", clientId));
    }
}
