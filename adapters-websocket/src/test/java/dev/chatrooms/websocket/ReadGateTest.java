package dev.chatrooms.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.transfer.ByteBudget;
import dev.chatrooms.application.transfer.Client;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReadGateTest {
    private static final int HALF = ReadGate.MAX_KEPT_BYTES / 2 - 1000;

    private final ByteBudget budget = new ByteBudget(new ByteBudget.Limits(100_000, 100_000, 100_000, 100_000), 0);
    private final Semaphore permits = new Semaphore(1);
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final List<Integer> handled = new ArrayList<>();
    private final ReadGate gate = new ReadGate(permits, tasks::add, () -> budget.open(Connection.UNKNOWN));

    private boolean deliver(int number, int bytes) throws InterruptedException {
        return gate.deliver(() -> handled.add(number), bytes);
    }

    @Test
    void frameShouldBeHandledAtOnceWhenItIsRequested() throws Exception {
        gate.request();

        assertThat(deliver(1, HALF)).isTrue();

        assertThat(handled).containsExactly(1);
        assertThat(budget.held()).isZero();
    }

    @Test
    void earlyFramesShouldBeKeptAndHandledInOrderOnePerRequest() throws Exception {
        permits.drainPermits();
        for (int number : new int[] {1, 2, 3}) {
            assertThat(deliver(number, 100)).isTrue();
        }
        assertThat(handled).isEmpty();
        assertThat(budget.held()).isPositive();

        gate.request();
        tasks.remove().run();
        assertThat(handled).containsExactly(1);
        assertThat(tasks).isEmpty();
        gate.request();
        gate.request();
        tasks.remove().run();
        tasks.remove().run();
        assertThat(handled).containsExactly(1, 2, 3);
        assertThat(budget.held()).isZero();

        gate.request();
        deliver(4, 100);
        assertThat(handled).endsWith(4);
    }

    @Test
    void frameShouldBeRefusedWhenNoMoreIsKeptAndTooManyThreadsWait() throws Exception {
        permits.drainPermits();
        deliver(1, HALF);
        deliver(2, HALF);

        assertThat(deliver(3, HALF)).isFalse();

        gate.open();
        assertThat(budget.held()).as("of a closed connection").isZero();
        assertThat(deliver(4, HALF)).isTrue();
        assertThat(handled).containsExactly(4);
    }

    @Test
    void frameShouldBeRefusedWhenThereIsNoMemoryToKeepIt() throws Exception {
        permits.drainPermits();
        budget.open(Client.anonymous("192.0.2.1")).grow(100_000);

        assertThat(deliver(1, HALF)).isFalse();
    }

    @Test
    void threadShouldWaitUntilThereIsRoomForItsFrame() throws Exception {
        deliver(1, HALF);
        deliver(2, HALF);
        CompletableFuture<Boolean> third = new CompletableFuture<>();
        Thread server = new Thread(() -> {
            try {
                third.complete(deliver(3, HALF));
            } catch (InterruptedException e) {
                third.completeExceptionally(e);
            }
        });
        server.start();
        while (server.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        assertThat(permits.availablePermits()).isZero();

        gate.request();

        assertThat(third.join()).isTrue();
        assertThat(permits.availablePermits()).isOne();
        IntStream.range(0, 2).forEach(i -> gate.request());
        tasks.forEach(Runnable::run);
        assertThat(handled).containsExactly(1, 2, 3);
    }
}
