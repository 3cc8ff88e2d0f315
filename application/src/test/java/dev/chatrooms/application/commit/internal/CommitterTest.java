package dev.chatrooms.application.commit.internal;

import static dev.chatrooms.application.Outcomes.get;
import static dev.chatrooms.application.Outcomes.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.message.SendResult;
import dev.chatrooms.application.spi.ConstraintViolation;
import dev.chatrooms.application.spi.ConstraintViolation.Constraint;
import dev.chatrooms.application.spi.Together;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.room.RoomEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests how commands share transactions and fail separately. */
class CommitterTest {
    @Test
    void commandsShouldShareATransactionWhenTheyWaitForTheSameCommit() {
        try (CommitterFixture it = CommitterFixture.patient()) {
            it.holdTheStore();
            List<CompletableFuture<SendResult>> posts =
                    IntStream.range(0, 100).mapToObj(i -> it.post("m" + i)).toList();
            CompletableFuture<String> change = it.change("done");

            it.store.release();

            posts.forEach(post -> get(post));
            assertThat(get(change)).isEqualTo("done");
            assertThat(it.store.writes()).isEqualTo(2);
            assertThat(it.received).containsExactly(100);
            assertThat(posts)
                    .extracting(post -> post.join().message().message().seq())
                    .isEqualTo(IntStream.rangeClosed(1, 100)
                            .mapToObj(i -> (long) i)
                            .toList());
        }
    }

    @Test
    void commandsShouldBeSplitIntoTransactionsWhenTheyExceedABatch() {
        try (CommitterFixture it = CommitterFixture.patient()) {
            it.holdTheStore();
            int count = 2 * Committer.MAX_BATCH + 1;
            List<CompletableFuture<SendResult>> posts =
                    IntStream.range(0, count).mapToObj(i -> it.post("m" + i)).toList();

            it.store.release();

            posts.forEach(post -> get(post));
            assertThat(it.received).containsExactly(Committer.MAX_BATCH, Committer.MAX_BATCH, 1);
        }
    }

    @Test
    void futureShouldStayOpenUntilTheCommit() {
        try (CommitterFixture it = CommitterFixture.patient()) {
            CompletableFuture<String> held = it.holdTheStore();
            CompletableFuture<SendResult> behind = it.post("behind");

            assertThat(held).isNotDone();
            assertThat(behind).isNotDone();
            assertThat(it.said()).isEmpty();

            it.store.release();
            get(behind);
            assertThat(it.said()).containsExactly("behind");
        }
    }

    @Test
    void changeShouldFailAloneWhenItSharesATransaction() {
        try (CommitterFixture it = CommitterFixture.patient()) {
            it.holdTheStore();
            CompletableFuture<String> before = it.change("before");
            CompletableFuture<Object> failing = it.committer.change(Set.of(it.tea), uow -> {
                uow.append(new RoomEvent.Deleted(it.tea, null), Instant.EPOCH);
                uow.rooms().delete(it.tea);
                throw new IllegalStateException("changed its mind");
            });
            CompletableFuture<String> after = it.change("after");
            CompletableFuture<SendResult> post = it.post("still there");

            it.store.release();

            assertThat(get(before)).isEqualTo("before");
            assertThat(get(after)).isEqualTo("after");
            assertThat(get(post).message().message().seq()).isEqualTo(1);
            assertThatThrownBy(() -> failing.get(Together.PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasRootCauseMessage("changed its mind");
            assertThat(it.store.writes()).isEqualTo(2);
            assertThat(it.received).containsExactly(1);
        }
    }

    @Test
    void commandsShouldBeRetriedOneByOneWhenTheirCommitFails() {
        try (CommitterFixture it = CommitterFixture.patient()) {
            it.holdTheStore();
            List<CompletableFuture<SendResult>> posts =
                    IntStream.range(0, 3).mapToObj(i -> it.post("m" + i)).toList();
            it.store.failNext(new IllegalStateException("held"));
            it.store.failNext(new IllegalStateException("all three"));
            it.store.failNext(new IllegalStateException("the first"));

            it.store.release();

            assertThat(posts.get(0)).failsWithin(Duration.ofSeconds(Together.PATIENCE_SECONDS));
            get(posts.get(1));
            get(posts.get(2));
            assertThat(it.said()).containsExactly("m1", "m2");
            assertThat(it.store.writes()).isEqualTo(5);
        }
    }

    @Test
    void commandShouldBeRetriedOnceWhenItLostARace() {
        try (CommitterFixture it = CommitterFixture.patient()) {
            it.store.failNext(new ConstraintViolation(Constraint.CLIENT_ID, null));

            assertThat(get(it.post("hello", "c-1")).duplicate()).isFalse();

            it.store.failNext(new ConstraintViolation(Constraint.CLIENT_ID, null));
            it.store.failNext(new ConstraintViolation(Constraint.CLIENT_ID, null));
            assertThat(it.post("never", "c-2")).failsWithin(Duration.ofSeconds(Together.PATIENCE_SECONDS));
            assertThat(it.said()).containsExactly("hello");
            assertThat(it.store.writes()).isEqualTo(4);
        }
    }

    @Test
    void repeatShouldReturnTheFirstMessageWhenBothWaitForTheSameCommit() {
        try (CommitterFixture it = CommitterFixture.patient()) {
            it.holdTheStore();
            CompletableFuture<SendResult> first = it.post("first", "c-1");
            CompletableFuture<SendResult> again = it.post("again", "c-1");

            it.store.release();

            assertThat(get(first).duplicate()).isFalse();
            assertThat(get(again))
                    .isEqualTo(new SendResult(get(first).message(), get(first).cursor(), true));
            assertThat(it.said()).containsExactly("first");
            assertThat(it.store.writes())
                    .as("found out without a failed commit")
                    .isEqualTo(2);
        }
    }

    @Test
    void commitShouldNotBeRepeatedWhenTheListenerThrows() {
        try (CommitterFixture it = CommitterFixture.withABrokenListener()) {
            it.holdTheStore();
            List<CompletableFuture<SendResult>> posts = List.of(it.post("one"), it.post("two"));

            it.store.release();

            posts.forEach(post -> assertThat(get(post).duplicate()).isFalse());
            assertThat(get(it.post("three")).message().message().seq()).isEqualTo(3);
            assertThat(it.said()).containsExactly("one", "two", "three");
            assertThat(it.store.writes()).isEqualTo(3);
            assertThat(it.received).containsExactly(2, 1);
        }
    }

    @Test
    void refusalShouldReachOnlyItsSenderWhenDraftsAreDecidedTogether() {
        try (CommitterFixture it = CommitterFixture.patient()) {
            it.holdTheStore();
            CompletableFuture<Object> deleted = it.committer.change(Set.of(it.tea), uow -> {
                throw ChatException.notFound("nothing");
            });
            CompletableFuture<SendResult> post = it.post("hello");

            it.store.release();

            assertThat(refusal(deleted).code()).isEqualTo(RefusalCode.NOT_FOUND);
            get(post);
        }
    }

    @Test
    void commitShouldBeSkippedWhenEveryCommandIsRefused() {
        try (CommitterFixture it = CommitterFixture.patient()) {
            it.holdTheStore();
            List<CompletableFuture<String>> refused = IntStream.range(0, 3)
                    .mapToObj(i -> it.committer.<String>change(Set.of(it.tea), uow -> {
                        throw ChatException.notFound("room");
                    }))
                    .toList();

            it.store.release();

            refused.forEach(outcome -> assertThat(refusal(outcome).code()).isEqualTo(RefusalCode.NOT_FOUND));
            get(it.post("one is accepted"));
            assertThat(it.store.writes()).isEqualTo(3);
            assertThat(it.store.commits()).as("of the held one and of the last").isEqualTo(2);
        }
    }
}
