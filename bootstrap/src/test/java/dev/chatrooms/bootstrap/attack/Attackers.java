package dev.chatrooms.bootstrap.attack;

import dev.chatrooms.application.Eventually;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;

/** Threads that repeat an attack as fast as they can until they are closed, and count its outcomes. */
public final class Attackers implements AutoCloseable {
    private static final int STEP = 500;

    private final List<Thread> threads = new ArrayList<>();
    /** By status of the response, or by type of the failure to get one. */
    private final Map<Object, Integer> outcomes = new ConcurrentHashMap<>();

    private volatile boolean closed;

    private Attackers() {}

    /**
     * Starts threads that repeat an attack.
     *
     * @param attack makes one call and returns its outcome, such as the status of the response. It may fail: the server
     *     may well close a connection of an attacker
     */
    public static Attackers repeating(int threads, Callable<?> attack) {
        Attackers attackers = new Attackers();
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(() -> attackers.repeat(attack), "attacker-" + i);
            thread.setDaemon(true);
            attackers.threads.add(thread);
        }
        attackers.threads.forEach(Thread::start);
        return attackers;
    }

    private void repeat(Callable<?> attack) {
        while (!closed) {
            Object outcome;
            try {
                outcome = attack.call();
            } catch (Exception | AssertionError e) {
                outcome = e.getClass().getSimpleName();
            }
            outcomes.merge(outcome, 1, Integer::sum);
        }
    }

    /** Waits until there are this many attacks, whatever their outcome. Fails if they do not proceed. */
    public void await(int attacks) {
        for (int next = STEP; next < attacks; next += STEP) {
            awaitTotal(next);
        }
        awaitTotal(attacks);
    }

    private void awaitTotal(int attacks) {
        Eventually.await(attacks + " attacks", this::total, total -> total >= attacks);
    }

    private int total() {
        return outcomes.values().stream().mapToInt(Integer::intValue).sum();
    }

    public Map<Object, Integer> outcomes() {
        return Map.copyOf(outcomes);
    }

    /** Stops the threads after their current attack. */
    @Override
    public void close() {
        closed = true;
        for (Thread thread : threads) {
            Eventually.await("the end of " + thread.getName(), () -> !thread.isAlive());
        }
    }
}
