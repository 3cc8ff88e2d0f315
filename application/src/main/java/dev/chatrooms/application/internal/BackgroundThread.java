package dev.chatrooms.application.internal;

import dev.chatrooms.application.common.EssentialThread;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A named daemon thread that runs one task again and again: soon after it is woken, and at a fixed interval otherwise.
 * {@link #start} starts it; {@link #close} ends it within seconds. Thread-safe.
 */
public final class BackgroundThread implements AutoCloseable {
    private static final Logger LOG = System.getLogger(BackgroundThread.class.getName());
    private static final long CLOSE_SECONDS = 5;

    /** Work that may take long, pauses by {@link #pause} and stops early once {@link #isClosed}. */
    @FunctionalInterface
    public interface Task {
        void run() throws InterruptedException;
    }

    private final Duration interval;
    private final Duration delay;
    private final Thread thread;
    private final Task task;
    private final Semaphore wakeUps = new Semaphore(0);
    /** Has a permit once the thread is closed: that ends every pause. */
    private final Semaphore closing = new Semaphore(0);

    private volatile boolean closed;

    /**
     * Creates the thread without starting it.
     *
     * @param interval the longest time between two runs, and the time until the first one if nothing wakes the thread
     * @param delay the time between a wake-up and the run that it causes, which serves all wake-ups in between
     * @param task handles its own failures: whatever it throws ends the thread, and a node needs the thread
     */
    public BackgroundThread(String name, Duration interval, Duration delay, Task task) {
        this.interval = interval;
        this.delay = delay;
        this.task = task;
        this.thread = new EssentialThread(this::run, name, this::isClosed);
    }

    public void start() {
        thread.start();
    }

    /** Causes a run of the task. Never blocks. */
    public void wake() {
        // One permit is enough: the number of wake-ups does not matter.
        if (wakeUps.availablePermits() == 0) {
            wakeUps.release();
        }
    }

    /** Clears the wake-ups since the task began and returns whether there were any. */
    public boolean clearWakeUps() {
        return wakeUps.drainPermits() > 0;
    }

    /** Waits for the given time or until the thread is closed. Only for the task. */
    public void pause(Duration time) throws InterruptedException {
        if (closing.tryAcquire(time.toNanos(), TimeUnit.NANOSECONDS)) {
            closing.release();
        }
    }

    public boolean isClosed() {
        return closed;
    }

    private void run() {
        try {
            while (!closed) {
                if (wakeUps.tryAcquire(interval.toNanos(), TimeUnit.NANOSECONDS)) {
                    pause(delay);
                    wakeUps.drainPermits();
                }
                if (!closed) {
                    task.run();
                }
            }
        } catch (InterruptedException e) {
            LOG.log(Level.DEBUG, "{0} was interrupted and ends", thread.getName());
        }
    }

    /** Lets a run in progress finish, interrupts it after five seconds, and ends the thread. */
    @Override
    public void close() {
        closed = true;
        closing.release();
        wakeUps.release();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
            if (thread.isAlive()) {
                thread.interrupt();
                thread.join(TimeUnit.SECONDS.toMillis(1));
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
