package dev.chatrooms.benchmarks;

import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Somebody who sends over a WebSocket, one message after another, each once the one before is acknowledged. */
final class Talk implements AutoCloseable, WebSocket.Listener {
    private static final long PATIENCE_SECONDS = 30;

    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final StringBuilder frame = new StringBuilder();
    private final WebSocket socket;
    private int sent;

    Talk(Bench bench, String token) {
        this.socket = bench.http
                .newWebSocketBuilder()
                .buildAsync(bench.socketUri(), this)
                .join();
        socket.sendText("{\"op\":\"hello\",\"token\":\"" + token + "\"}", true).join();
        String welcome = next();
        if (!welcome.startsWith("{\"op\":\"welcome\"")) {
            throw new IllegalStateException(welcome);
        }
    }

    /** Sends one message and waits until it is acknowledged. @return how long that took, in nanoseconds */
    long send(String room) {
        String ref = "m" + sent++;
        String message = "{\"op\":\"send\",\"ref\":\"" + ref + "\",\"roomId\":\"" + room + "\",\"text\":\"message "
                + ref + "\"}";
        long begin = System.nanoTime();
        socket.sendText(message, true).join();
        String answer = next();
        long took = System.nanoTime() - begin;
        if (!answer.startsWith("{\"op\":\"ack\"")) {
            throw new IllegalStateException(answer);
        }
        return took;
    }

    private String next() {
        try {
            String answer = answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (answer == null) {
                throw new IllegalStateException("no answer in " + PATIENCE_SECONDS + " seconds");
            }
            return answer;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        frame.append(data);
        if (last) {
            // Events of what was sent come too, and signals of who comes and goes.
            frame.toString()
                    .lines()
                    .filter(line -> !line.startsWith("{\"op\":\"event\"") && !line.startsWith("{\"op\":\"signal\""))
                    .forEach(answers::add);
            frame.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public void close() {
        socket.abort();
    }
}
