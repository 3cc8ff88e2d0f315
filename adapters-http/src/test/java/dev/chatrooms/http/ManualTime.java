package dev.chatrooms.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.http.internal.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A time source that a test advances by hand. Thread-safe. */
public final class ManualTime implements Timers.TimeSource {
    private record Timer(long dueAt, CompletableFuture<Boolean> future) {}

    private final List<Timer> timers = new ArrayList<>();
    private long now;
    private int scheduled;

    @Override
    public synchronized long nanoTime() {
        return now;
    }

    @Override
    public void completeAfter(Duration delay, CompletableFuture<Boolean> future) {
        synchronized (this) {
            timers.add(new Timer(now + delay.toNanos(), future));
            scheduled++;
            notifyAll();
        }
        future.whenComplete((done, thrown) -> wake());
        if (delay.isZero()) {
            // A deadline that has passed before the timer was set.
            future.complete(true);
        }
    }

    private synchronized void wake() {
        notifyAll();
    }

    /** Waits until so many timers have been scheduled since the start. */
    void awaitScheduled(int count) throws InterruptedException {
        await(() -> scheduled >= count);
    }

    /** Waits until exactly so many timers are neither due nor cancelled. */
    void awaitPending(int count) throws InterruptedException {
        await(() -> timers.stream().filter(timer -> !timer.future().isDone()).count() == count);
    }

    private synchronized void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TestServer.TIMEOUT.toNanos();
        while (!condition.getAsBoolean()) {
            long left = deadline - System.nanoTime();
            assertThat(left).as("time left to wait for timers").isPositive();
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    /** Advances the time and fires the timers that become due. */
    public void advance(Duration by) {
        List<Timer> due;
        synchronized (this) {
            now += by.toNanos();
            due = timers.stream().filter(timer -> timer.dueAt() <= now).toList();
            timers.removeAll(due);
        }
        due.forEach(timer -> timer.future().complete(true));
    }
}
