package dev.chatrooms.benchmarks;

import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** So many logins at the same time, kept up: whoever is answered comes again, at once or when he is told to. */
final class LoginFlood implements AutoCloseable {
    private final Bench bench;
    private final long pauseNanos;
    private final HttpClient http;
    private final ExecutorService people = Executors.newCachedThreadPool();
    private final Map<Integer, Integer> answers = new TreeMap<>();
    private final CountDownLatch answered = new CountDownLatch(1);
    private final long begin = System.nanoTime();
    private volatile boolean over;

    /** @param pauseSeconds how long somebody who was sent away with 503 waits; 0 for those who do not care */
    LoginFlood(Bench bench, int parallel, int pauseSeconds) {
        this.bench = bench;
        this.pauseNanos = TimeUnit.SECONDS.toNanos(pauseSeconds);
        this.http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        for (int i = 0; i < parallel; i++) {
            int person = i;
            people.execute(() -> keepTrying(person));
        }
    }

    private void keepTrying(int person) {
        while (!over) {
            int status;
            try {
                status = http.send(bench.login("nobody-" + person, Bench.PASSWORD), BodyHandlers.discarding())
                        .statusCode();
            } catch (Exception e) {
                status = 0;
            }
            synchronized (answers) {
                answers.merge(status, 1, Integer::sum);
            }
            answered.countDown();
            if (status == 503 && pauseNanos > 0) {
                LockSupport.parkNanos(pauseNanos);
            }
        }
    }

    /** Waits until the first is answered, so that there is a queue. */
    void awaitFirstAnswer() {
        try {
            answered.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * How many were answered with which status, and how many that is a second; 0 is for those who were not answered.
     */
    String answers() {
        double seconds = (System.nanoTime() - begin) / 1e9;
        StringBuilder text = new StringBuilder();
        synchronized (answers) {
            answers.forEach(
                    (status, count) -> text.append(String.format("%s: %d (%.0f/s)  ", status, count, count / seconds)));
        }
        return text.toString().strip();
    }

    @Override
    public void close() {
        over = true;
        people.shutdown();
        try {
            people.awaitTermination(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
