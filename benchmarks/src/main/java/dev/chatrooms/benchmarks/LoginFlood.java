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

/** Keeps a number of logins in flight. Each client retries after its response, at once or after a pause. */
final class LoginFlood implements AutoCloseable {
    private final InProcessServer server;
    private final long pauseNanos;
    private final HttpClient http;
    private final ExecutorService clients = Executors.newCachedThreadPool();
    private final Map<Integer, Integer> responses = new TreeMap<>();
    private final CountDownLatch firstResponse = new CountDownLatch(1);
    private final long start = System.nanoTime();
    private volatile boolean stopped;

    /** @param pauseSeconds pause after a 503 response; 0 for clients that ignore Retry-After */
    LoginFlood(InProcessServer server, int parallel, int pauseSeconds) {
        this.server = server;
        this.pauseNanos = TimeUnit.SECONDS.toNanos(pauseSeconds);
        this.http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        for (int i = 0; i < parallel; i++) {
            int client = i;
            clients.execute(() -> login(client));
        }
    }

    private void login(int client) {
        while (!stopped) {
            int status;
            try {
                status = http.send(
                                server.login("nobody-" + client, InProcessServer.PASSWORD), BodyHandlers.discarding())
                        .statusCode();
            } catch (Exception e) {
                status = 0;
            }
            synchronized (responses) {
                responses.merge(status, 1, Integer::sum);
            }
            firstResponse.countDown();
            if (status == 503 && pauseNanos > 0) {
                LockSupport.parkNanos(pauseNanos);
            }
        }
    }

    /** Waits for the first response, which means that logins are queued. */
    void awaitFirstResponse() {
        try {
            firstResponse.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the number and the rate of responses by status. Status 0 stands for failed requests. */
    String responses() {
        double seconds = (System.nanoTime() - start) / 1e9;
        StringBuilder text = new StringBuilder();
        synchronized (responses) {
            responses.forEach(
                    (status, count) -> text.append(String.format("%s: %d (%.0f/s)  ", status, count, count / seconds)));
        }
        return text.toString().strip();
    }

    @Override
    public void close() {
        stopped = true;
        clients.shutdown();
        try {
            clients.awaitTermination(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
