package dev.chatrooms.http.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.http.internal.InFlightLimit.Permit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InFlightLimitTest {
    private static final AccountId ALICE = new AccountId(new UUID(0, 1));
    private static final AccountId BOB = new AccountId(new UUID(0, 2));

    private final InFlightLimit limit = new InFlightLimit(3, 1);

    private List<CompletableFuture<Permit>> acquire(int calls, boolean expensive) {
        return IntStream.range(0, calls)
                .mapToObj(i -> limit.acquire(ALICE, expensive))
                .toList();
    }

    @Test
    void acquireShouldWaitInOrderWhenTheLimitIsReached() {
        List<CompletableFuture<Permit>> calls = acquire(5, false);

        assertThat(calls).extracting(CompletableFuture::isDone).containsExactly(true, true, true, false, false);
        calls.get(1).join().release();
        assertThat(calls).extracting(CompletableFuture::isDone).containsExactly(true, true, true, true, false);
    }

    @Test
    void acquireShouldNotConcernOthersWhenTheLimitOfAnAccountIsReached() {
        acquire(5, false);

        assertThat(limit.acquire(BOB, false)).isCompleted();
    }

    @Test
    void acquireShouldRefuseWhenTooManyWait() {
        acquire(3 + 3 * InFlightLimit.WAITING_FACTOR, false);

        assertThatExceptionOfType(ChatException.class)
                .isThrownBy(() -> limit.acquire(ALICE, false))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(RefusalCode.RATE_LIMITED))
                .satisfies(refusal -> assertThat(refusal.retryAfter()).isPresent());
    }

    @Test
    void acquireShouldHoldBackExpensiveCallsOnlyWhenTheirLimitIsReached() {
        List<CompletableFuture<Permit>> expensive = acquire(2, true);
        CompletableFuture<Permit> other = limit.acquire(ALICE, false);

        assertThat(expensive).extracting(CompletableFuture::isDone).containsExactly(true, false);
        assertThat(other).isCompleted();
        other.join().release();
        assertThat(expensive.get(1)).isNotDone();
        expensive.get(0).join().release();
        assertThat(expensive.get(1)).isCompleted();
    }

    @Test
    void acquireShouldPassOverCallsThatAreNoLongerWanted() {
        List<CompletableFuture<Permit>> calls = acquire(5, false);
        calls.get(3).cancel(false);

        calls.get(0).join().release();

        assertThat(calls.get(4)).isCompleted();
    }

    @Test
    void acquireShouldForgetAbandonedCallsWhenMoreArrive() {
        List<CompletableFuture<Permit>> calls = acquire(3 + 3 * InFlightLimit.WAITING_FACTOR, false);
        calls.subList(3, calls.size()).forEach(call -> call.cancel(false));

        assertThat(limit.acquire(ALICE, false)).isNotDone();
    }

    @Test
    void releaseShouldCountOnceWhenCalledTwice() {
        List<CompletableFuture<Permit>> calls = acquire(5, false);

        calls.get(0).join().release();
        calls.get(0).join().release();

        assertThat(calls.get(3)).isCompleted();
        assertThat(calls.get(4)).isNotDone();
    }

    @Test
    void releaseShouldForgetTheAccountWhenItHasNoCallsLeft() {
        List<CompletableFuture<Permit>> calls = acquire(5, false);

        calls.forEach(call -> call.join().release());

        assertThat(limit.accounts()).isZero();
    }

    @Test
    void acquireShouldAlwaysGrantWhenThereIsNoLimit() {
        InFlightLimit none = new InFlightLimit(0, 1);

        assertThat(IntStream.range(0, 1_000).mapToObj(i -> none.acquire(ALICE, true)))
                .allSatisfy(permit -> assertThat(permit).isCompleted());
        assertThat(none.accounts()).isZero();
    }

    @Test
    void acquireShouldNeverExceedTheLimitWhenManyThreadsAsk() throws Exception {
        InFlightLimit wide = new InFlightLimit(2, 1);
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(400);
        ExecutorService workers = Executors.newFixedThreadPool(8);
        Callable<Void> caller = () -> {
            for (int i = 0; i < 100; i++) {
                // At most four callers with one call each: none is refused.
                CompletableFuture<Void> turn = new CompletableFuture<>();
                wide.acquire(ALICE, i % 2 == 0)
                        .thenAcceptAsync(
                                permit -> {
                                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                                    running.decrementAndGet();
                                    permit.release();
                                    done.countDown();
                                    turn.complete(null);
                                },
                                workers);
                turn.join();
            }
            return null;
        };
        ExecutorService callers = Executors.newFixedThreadPool(4);
        try {
            List<Future<Void>> all = new ArrayList<>(callers.invokeAll(List.of(caller, caller, caller, caller)));
            for (Future<Void> one : all) {
                one.get();
            }
            assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            callers.shutdownNow();
            workers.shutdownNow();
        }
        assertThat(most.get()).isBetween(1, 2);
        assertThat(wide.accounts()).isZero();
    }
}
