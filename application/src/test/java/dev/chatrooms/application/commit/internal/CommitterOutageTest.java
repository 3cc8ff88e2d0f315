package dev.chatrooms.application.commit.internal;

import static dev.chatrooms.application.Outcomes.get;
import static dev.chatrooms.application.Outcomes.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Eventually;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.message.SendResult;
import dev.chatrooms.application.spi.LockTimeout;
import dev.chatrooms.application.spi.StoreUnavailable;
import dev.chatrooms.application.spi.Together;
import dev.chatrooms.domain.RefusalCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Commands when the store is unavailable or hangs, when too many wait, and after close. */
class CommitterOutageTest {
    @Test
    void waitingCommandsShouldFailAtOnceWhenTheStoreIsUnavailable() {
        try (CommitterFixture it = CommitterFixture.patient()) {
            List<CompletableFuture<?>> all = new ArrayList<>();
            all.add(it.holdTheStore());
            IntStream.range(0, 2 * Committer.MAX_BATCH).forEach(i -> all.add(it.post("m" + i)));
            it.store.failNext(new StoreUnavailable("unplugged", null));

            it.store.release();

            assertThat(all).allSatisfy(work -> assertUnavailable(work, "the store cannot be reached"));
            assertThat(it.store.writes()).as("nobody else tries in vain").isEqualTo(1);
            assertThat(it.committer.writes().refused()).isEqualTo(all.size());
            get(it.post("back again"));
            assertThat(it.said()).containsExactly("back again");
        }
    }

    @Test
    void restOfABatchShouldFailAtOnceWhenTheStoreBecomesUnavailable() {
        try (CommitterFixture it = CommitterFixture.patient()) {
            it.holdTheStore();
            List<CompletableFuture<SendResult>> posts =
                    IntStream.range(0, 10).mapToObj(i -> it.post("m" + i)).toList();
            it.store.failNext(new IllegalStateException("held"));
            it.store.failNext(new IllegalStateException("all ten"));
            it.store.failNext(new StoreUnavailable("unplugged", null));

            it.store.release();

            assertThat(posts).allSatisfy(post -> assertUnavailable(post, "the store cannot be reached"));
            assertThat(it.store.writes()).isEqualTo(3);
        }
    }

    @Test
    void batchShouldRunOnceMoreAfterALockTimeout() {
        try (CommitterFixture it = CommitterFixture.patient()) {
            CompletableFuture<String> held = it.holdTheStore();
            List<CompletableFuture<SendResult>> posts =
                    IntStream.range(0, 10).mapToObj(i -> it.post("m" + i)).toList();
            it.store.failNext(new LockTimeout(null));

            it.store.release();

            assertThat(get(held)).isEqualTo("held");
            posts.forEach(post -> get(post));
            assertThat(it.store.writes()).isEqualTo(3);
        }
    }

    @Test
    void allCommandsShouldFailWhenTheLockIsStillHeldTheSecondTime() {
        try (CommitterFixture it = CommitterFixture.patient()) {
            CompletableFuture<String> held = it.holdTheStore();
            CompletableFuture<SendResult> behind = it.post("behind");
            it.store.failNext(new LockTimeout(null));
            it.store.failNext(new LockTimeout(null));

            it.store.release();

            assertUnavailable(held, "the store cannot be reached");
            assertUnavailable(behind, "the store cannot be reached");
            assertThat(it.store.writes()).isEqualTo(2);
        }
    }

    @Test
    void changeShouldFailAloneWhenItMeetsALockTimeout() {
        try (CommitterFixture it = CommitterFixture.patient()) {
            it.holdTheStore();
            CompletableFuture<Object> blocked = it.committer.change(Set.of(it.tea), uow -> {
                throw new LockTimeout(null);
            });
            CompletableFuture<SendResult> post = it.post("still sent");

            it.store.release();

            assertUnavailable(blocked, "another transaction holds what the change needs");
            get(post);
            assertThat(it.store.writes()).isEqualTo(2);
        }
    }

    @Test
    void commandsShouldFailInTimeWhenTheStoreHangs() {
        try (CommitterFixture it = new CommitterFixture(Duration.ofSeconds(1))) {
            CompletableFuture<String> held = it.holdTheStore();
            CompletableFuture<SendResult> behind = it.post("behind");

            // The gate is still closed, so the watchdog must have failed them.
            assertUnavailable(held, "the store does not answer in time");
            assertUnavailable(behind, "the store does not answer in time");
        }
    }

    @Test
    void commandShouldNotBeWrittenWhenItFailedWhileItWaited() {
        try (CommitterFixture it = CommitterFixture.patient()) {
            it.holdTheStore();
            CompletableFuture<SendResult> given = it.post("given up");
            CompletableFuture<SendResult> wanted = it.post("wanted");
            given.completeExceptionally(ChatException.unavailable("the store does not answer in time", null));

            it.store.release();

            assertThat(get(wanted).message().message().seq()).isEqualTo(1);
            assertThat(it.said()).containsExactly("wanted");
        }
    }

    @Test
    void commandShouldFailAtOnceWhenTooManyWait() {
        try (CommitterFixture it = CommitterFixture.patient()) {
            it.holdTheStore();
            List<CompletableFuture<String>> waiting = IntStream.range(0, Committer.MAX_WAITING)
                    .mapToObj(i -> it.change("w" + i))
                    .toList();

            assertUnavailable(it.change("one too many"), "too many writes are waiting");
            assertThat(waiting).noneMatch(CompletableFuture::isDone);

            it.store.release();
            waiting.forEach(work -> get(work));
        }
    }

    @Test
    void closeShouldCommitWaitingCommandsAndRefuseLaterOnes() throws InterruptedException {
        CommitterFixture it = CommitterFixture.patient();
        CompletableFuture<String> held = it.holdTheStore();
        List<CompletableFuture<SendResult>> waiting =
                IntStream.range(0, 1000).mapToObj(i -> it.post("m" + i)).toList();
        Thread closer = new Thread(it.committer::close, "closer");
        closer.start();
        Eventually.await(() -> closer.getState() == Thread.State.TIMED_WAITING);

        assertUnavailable(it.post("late"), "shutting down");
        it.store.release();
        closer.join(Duration.ofSeconds(Together.PATIENCE_SECONDS).toMillis());

        assertThat(closer.isAlive()).isFalse();
        assertThat(held).isCompletedWithValue("held");
        assertThat(waiting).allMatch(post -> post.isDone() && !post.isCompletedExceptionally());
        assertUnavailable(it.change("later"), "shutting down");
        assertThat(it.received.stream().mapToInt(Integer::intValue).sum()).isEqualTo(1000);
    }

    @Test
    void closeShouldBeIdempotent() {
        CommitterFixture it = CommitterFixture.patient();
        get(it.post("hello"));

        it.close();
        it.close();

        assertThat(it.said()).containsExactly("hello");
    }

    private static void assertUnavailable(CompletableFuture<?> work, String detail) {
        ChatException refusal = refusal(work);
        assertThat(refusal.code()).isEqualTo(RefusalCode.UNAVAILABLE);
        assertThat(refusal.refusal().detail()).isEqualTo(detail);
        assertThat(refusal.retryAfter()).hasValue(Duration.ofSeconds(1));
    }
}
