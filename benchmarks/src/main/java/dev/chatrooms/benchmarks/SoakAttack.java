package dev.chatrooms.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;

/** Threads that repeat one attack until they are stopped, and count its outcomes. */
final class SoakAttack {
    /** So that the clients do not take the processors of the server, which runs on the same machine. */
    private static final long PAUSE_MILLIS = 20;

    private static final long STOP_MILLIS = 40_000;

    /** One call. Returns its outcome, such as the status of the response. */
    interface Call {
        Object run() throws IOException;
    }

    private final String name;
    private final int width;
    private final Call call;
    private final List<Thread> threads = new ArrayList<>();
    private final Map<String, Integer> outcomes = new ConcurrentSkipListMap<>();
    private volatile boolean stopped;

    SoakAttack(String name, int width, Call call) {
        this.name = name;
        this.width = width;
        this.call = call;
    }

    String name() {
        return name;
    }

    void start() {
        for (int i = 0; i < width; i++) {
            Thread thread = new Thread(this::repeat, name);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    private void repeat() {
        while (!stopped) {
            String outcome;
            try {
                outcome = String.valueOf(call.run());
            } catch (IOException | RuntimeException e) {
                outcome = e.getClass().getSimpleName();
            }
            outcomes.merge(outcome, 1, Integer::sum);
            try {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    void stop() throws InterruptedException {
        stopped = true;
        for (Thread thread : threads) {
            thread.join(STOP_MILLIS);
        }
    }

    @Override
    public String toString() {
        return name + ": " + outcomes;
    }
}
