package dev.chatrooms.server.database;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.TimeUnit;

/**
 * Waits for the exit of processes without {@link ProcessHandle#onExit()}, which completes in the JVM's common pool. On
 * two processors that pool may have a single thread, and the JDK can hold it for as long as an orphan keeps the output
 * of its dead parent open.
 */
final class Exits {

    private static final long POLL_MILLIS = 10;

    private Exits() {}

    /** Returns whether all processes have exited before the timeout. Returns false if the thread is interrupted. */
    static boolean await(Collection<ProcessHandle> processes, Duration timeout) {
        long begin = System.nanoTime();
        while (areAlive(processes)) {
            if (System.nanoTime() - begin > timeout.toNanos()) {
                return false;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    /** Returns when all processes have exited or the timeout is over, even if the thread is interrupted. */
    static void awaitUninterruptibly(Collection<ProcessHandle> processes, Duration timeout) {
        boolean interrupted = Thread.interrupted();
        long begin = System.nanoTime();
        while (!await(processes, timeout.minusNanos(System.nanoTime() - begin)) && Thread.interrupted()) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean areAlive(Collection<ProcessHandle> processes) {
        return processes.stream().anyMatch(ProcessHandle::isAlive);
    }
}
