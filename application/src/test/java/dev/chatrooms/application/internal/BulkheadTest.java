package dev.chatrooms.application.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.domain.RefusalCode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class BulkheadTest {
    private final Queue<Runnable> workers = new ArrayDeque<>();
    private final Queue<Runnable> refusals = new ArrayDeque<>();
    private final List<String> done = new ArrayList<>();
    private final Bulkhead lane = new Bulkhead(workers::add, 2, 3, refusals::add);

    @Test
    void executeShouldRunNoMoreTasksThanItsWidth() {
        for (String name : List.of("a", "b", "c", "d")) {
            lane.execute(() -> done.add(name));
        }

        assertThat(workers).hasSize(2);
        workers.remove().run();
        assertThat(workers).hasSize(2);
        while (!workers.isEmpty()) {
            workers.remove().run();
        }
        assertThat(done).containsExactly("a", "b", "c", "d");
    }

    @Test
    void executeShouldFreeThePlaceOfAFailedTask() {
        for (int i = 0; i < 2; i++) {
            lane.execute(() -> {
                throw new IllegalStateException("a fault");
            });
        }
        lane.execute(() -> done.add("c"));

        assertThatThrownBy(workers.remove()::run).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(workers.remove()::run).isInstanceOf(IllegalStateException.class);
        workers.remove().run();

        assertThat(done).containsExactly("c");
        assertThat(workers).isEmpty();
    }

    @Test
    void executeShouldRefuseWhenTooManyTasksWait() {
        for (int i = 0; i < 2 + 3; i++) {
            lane.execute(() -> done.add("one"));
        }

        assertThatThrownBy(() -> lane.execute(() -> done.add("too many")))
                .isInstanceOfSatisfying(
                        ChatException.class, e -> assertThat(e.code()).isEqualTo(RefusalCode.UNAVAILABLE));
    }

    @Test
    void waitingTaskShouldRunWhenTheWorkersRejectIt() {
        boolean[] full = new boolean[1];
        Executor closing = task -> {
            if (full[0]) {
                throw new RejectedExecutionException("closed");
            }
            workers.add(task);
        };
        Bulkhead narrow = new Bulkhead(closing, 1, 3, refusals::add);
        narrow.execute(() -> done.add("a"));
        narrow.execute(() -> done.add("b"));
        narrow.execute(() -> done.add("c"));
        full[0] = true;

        workers.remove().run();

        assertThat(done).containsExactly("a", "b", "c");
        assertThatThrownBy(() -> narrow.execute(() -> done.add("d"))).isInstanceOf(ChatException.class);
        full[0] = false;
        narrow.execute(() -> done.add("e"));
        assertThat(workers).hasSize(1);
    }

    @Test
    void beginShouldRefuseAfterADelayWhenTooManyCallsAreInProgress() {
        List<CompletableFuture<String>> underWay = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            CompletableFuture<String> elsewhere = new CompletableFuture<>();
            underWay.add(elsewhere);
            lane.begin(() -> elsewhere);
        }

        CompletableFuture<String> refused = lane.begin(() -> {
            done.add("begun");
            return new CompletableFuture<>();
        });

        assertThat(refused).isNotDone();
        refusals.remove().run();
        assertThat(refused).isCompletedExceptionally();
        assertThat(done).isEmpty();
        underWay.get(1).complete("done");
        assertThat(lane.begin(() -> CompletableFuture.completedFuture("again"))).isCompletedWithValue("again");
    }

    @Test
    void beginShouldFreeThePlaceWhenTheCallThrows() {
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> lane.begin(() -> {
                        throw new IllegalStateException("a fault");
                    }))
                    .isInstanceOf(IllegalStateException.class);
        }

        assertThat(lane.begin(() -> CompletableFuture.completedFuture("fine"))).isCompletedWithValue("fine");
    }

    @Test
    void beginShouldRefuseAtOnceWhenTooManyRefusalsWait() {
        for (int i = 0; i < 3; i++) {
            lane.begin(CompletableFuture<String>::new);
        }
        for (int i = 0; i < 1000; i++) {
            assertThat(lane.begin(CompletableFuture<String>::new)).isNotDone();
        }

        assertThat(lane.begin(CompletableFuture<String>::new)).isCompletedExceptionally();
        assertThat(refusals).hasSize(1000);
        refusals.remove().run();
        assertThat(lane.begin(CompletableFuture<String>::new)).isNotDone();
    }
}
