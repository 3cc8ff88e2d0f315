package dev.chatrooms.application.message;

import static dev.chatrooms.application.Fixture.UNLIMITED;
import static dev.chatrooms.application.Fixture.person;
import static dev.chatrooms.application.Fixture.publicRoom;
import static dev.chatrooms.application.Fixture.say;
import static dev.chatrooms.application.Outcomes.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.Eventually;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.message.MessagePolicy.Submission;
import dev.chatrooms.application.message.MessagePolicy.Verdict;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MessagePolicyTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    private final List<Submission> asked = new CopyOnWriteArrayList<>();

    private Chat chat(MessagePolicy policy) {
        return chat(policy, LONG);
    }

    private Chat chat(MessagePolicy policy, Duration limit) {
        return Chat.inMemoryBuilder()
                .settings(UNLIMITED)
                .messagePolicy(
                        submission -> {
                            asked.add(submission);
                            return policy.review(submission);
                        },
                        limit)
                .build();
    }

    private static List<String> texts(Chat chat, Caller reader, RoomId room) {
        return chat.messages().history(reader, room, HistoryRequest.newest(200)).items().stream()
                .map(view -> String.valueOf(view.message().text()))
                .toList();
    }

    @Test
    void aRefusedTextShouldNotBePosted() {
        try (Chat chat = chat(
                submission -> submission.text().contains("coffee") ? Verdict.refuse("tea only") : Verdict.accept())) {
            Caller alice = person(chat, "alice");
            RoomId tea = publicRoom(chat, alice, "Tea");
            say(chat, alice, tea, "a cup of tea");

            var refused = refusal(chat.messages().send(alice, new Send(tea, "a cup of coffee", null)));

            assertThat(refused.code()).isEqualTo(RefusalCode.MESSAGE_REFUSED);
            assertThat(refused.refusal().detail()).isEqualTo("tea only");
            assertThat(texts(chat, alice, tea)).containsExactly("a cup of tea");
        }
    }

    @Test
    void aReplacedTextShouldBePostedWithItsOwnMentions() {
        try (Chat chat = chat(submission -> Verdict.replace("hello @bob"))) {
            Caller alice = person(chat, "alice");
            Caller bob = person(chat, "bob");
            RoomId tea = publicRoom(chat, alice, "Tea");
            chat.rooms().join(bob, tea).join();

            SendResult sent = say(chat, alice, tea, "hello @alice");

            assertThat(sent.message().message().text()).hasToString("hello @bob");
            assertThat(sent.message().message().mentions().people()).containsExactly(bob.accountId());
        }
    }

    @Test
    void anEditShouldBeReviewedAsWell() {
        try (Chat chat = chat(submission -> submission.isEdit() ? Verdict.refuse("final") : Verdict.accept())) {
            Caller alice = person(chat, "alice");
            RoomId tea = publicRoom(chat, alice, "Tea");
            MessageId message = say(chat, alice, tea, "one").message().message().id();

            assertThat(refusal(chat.editing().edit(alice, message, "two")).code())
                    .isEqualTo(RefusalCode.MESSAGE_REFUSED);

            assertThat(texts(chat, alice, tea)).containsExactly("one");
            assertThat(asked)
                    .containsExactly(
                            new Submission(alice.accountId(), tea, "one", null, null, null),
                            new Submission(alice.accountId(), tea, "two", message, null, null));
        }
    }

    @Test
    void thePolicyShouldNotBeAskedAboutWhatIsRefusedAnywayOrPostedAlready() {
        try (Chat chat = chat(submission -> Verdict.accept())) {
            Caller alice = person(chat, "alice");
            Caller bob = person(chat, "bob");
            RoomId tea = publicRoom(chat, alice, "Tea");
            SendResult first =
                    chat.messages().send(alice, new Send(tea, "one", "c-1")).join();
            SendResult again =
                    chat.messages().send(alice, new Send(tea, "one", "c-1")).join();
            MessageId message = first.message().message().id();

            assertThat(again.duplicate()).isTrue();
            assertThat(again.message().message().id()).isEqualTo(message);
            assertThat(refusal(chat.messages().send(bob, new Send(tea, "two", null)))
                            .code())
                    .isEqualTo(RefusalCode.NOT_A_MEMBER);
            assertThat(refusal(chat.editing().edit(bob, message, "two")).code())
                    .isEqualTo(RefusalCode.INSUFFICIENT_ROLE);
            chat.editing().edit(alice, message, "one").join();
            assertThat(asked).hasSize(1);
        }
    }

    @Test
    void aPolicyThatIsTooSlowShouldRefuseAsUnavailable() {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        try (Chat chat = chat(
                submission -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                    }
                    return Verdict.accept();
                },
                Duration.ofMillis(20))) {
            Caller alice = person(chat, "alice");
            RoomId tea = publicRoom(chat, alice, "Tea");

            // On a busy machine the time may be over before the policy begins.
            Eventually.await("the interrupt", () -> {
                assertThat(refusal(chat.messages().send(alice, new Send(tea, "one", null)))
                                .code())
                        .isEqualTo(RefusalCode.UNAVAILABLE);
                return interrupted.getCount() == 0;
            });
            assertThat(texts(chat, alice, tea)).isEmpty();
        }
    }

    @Test
    void aPolicyThatFailsShouldRefuseAsUnavailable() {
        try (Chat chat = chat(submission -> {
            if (submission.text().equals("empty")) {
                return Verdict.replace(" ");
            }
            throw new java.io.IOException("on purpose");
        })) {
            Caller alice = person(chat, "alice");
            RoomId tea = publicRoom(chat, alice, "Tea");

            for (String text : List.of("one", "empty")) {
                assertThat(refusal(chat.messages().send(alice, new Send(tea, text, null)))
                                .code())
                        .isEqualTo(RefusalCode.UNAVAILABLE);
            }
            assertThat(texts(chat, alice, tea)).isEmpty();
        }
    }

    @Test
    void sendsOfOneAccountShouldKeepTheirOrder() {
        CountDownLatch others = new CountDownLatch(1);
        try (Chat chat = chat(submission -> {
            if (submission.text().equals("message 0")) {
                others.await();
            } else if (submission.text().equals("message 5")) {
                others.countDown();
            } else if (submission.text().equals("message 3")) {
                return Verdict.refuse("odd");
            }
            return Verdict.accept();
        })) {
            Caller alice = person(chat, "alice");
            RoomId tea = publicRoom(chat, alice, "Tea");

            List<CompletableFuture<SendResult>> sends = IntStream.range(0, 30)
                    .mapToObj(i -> chat.messages().send(alice, new Send(tea, "message " + i, null)))
                    .toList();
            sends.forEach(send -> send.handle((sent, refused) -> sent).join());

            assertThat(texts(chat, alice, tea))
                    .isEqualTo(IntStream.range(0, 30)
                            .filter(i -> i != 3)
                            .mapToObj(i -> "message " + i)
                            .toList());
        }
    }

    @Test
    void aSlowReviewShouldNotDelayOtherAccounts() {
        CountDownLatch release = new CountDownLatch(1);
        try (Chat chat = chat(submission -> {
            if (submission.text().equals("slow")) {
                release.await();
            }
            return Verdict.accept();
        })) {
            Caller alice = person(chat, "alice");
            Caller bob = person(chat, "bob");
            RoomId tea = publicRoom(chat, alice, "Tea");
            chat.rooms().join(bob, tea).join();

            CompletableFuture<SendResult> slow = chat.messages().send(alice, new Send(tea, "slow", null));
            say(chat, bob, tea, "quick");
            assertThat(slow).isNotDone();
            release.countDown();
            slow.join();

            assertThat(texts(chat, alice, tea)).containsExactly("quick", "slow");
        }
    }

    @Test
    void textsInReviewShouldBeBoundedAndRefusedOnClose() {
        CountDownLatch never = new CountDownLatch(1);
        Chat chat = chat(submission -> {
            never.await();
            return Verdict.accept();
        });
        Caller alice = person(chat, "alice");
        RoomId tea = publicRoom(chat, alice, "Tea");
        List<CompletableFuture<SendResult>> sends = IntStream.range(0, 1100)
                .mapToObj(i -> chat.messages().send(alice, new Send(tea, "message " + i, null)))
                .toList();
        CompletableFuture<SendResult> last = sends.get(sends.size() - 1);

        chat.close();

        assertThat(refusal(last).code()).isEqualTo(RefusalCode.UNAVAILABLE);
        assertThat(asked).hasSizeLessThanOrEqualTo(8);
        for (CompletableFuture<SendResult> send : sends) {
            assertThat(refusal(send).code()).isEqualTo(RefusalCode.UNAVAILABLE);
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("chatrooms-policy"));
    }
}
