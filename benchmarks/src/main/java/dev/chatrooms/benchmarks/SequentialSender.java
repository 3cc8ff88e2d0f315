package dev.chatrooms.benchmarks;

import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A WebSocket client that sends one message at a time and waits for each acknowledgement. */
final class SequentialSender implements AutoCloseable, WebSocket.Listener {
    private static final long TIMEOUT_SECONDS = 30;

    private final BlockingQueue<String> responses = new LinkedBlockingQueue<>();
    private final StringBuilder frame = new StringBuilder();
    private final WebSocket socket;
    private int sent;

    SequentialSender(InProcessServer server, String token) {
        this.socket = server.http
                .newWebSocketBuilder()
                .buildAsync(server.socketUri(), this)
                .join();
        socket.sendText("{\"op\":\"hello\",\"token\":\"" + token + "\"}", true).join();
        String welcome = next();
        if (!welcome.startsWith("{\"op\":\"welcome\"")) {
            throw new IllegalStateException(welcome);
        }
    }

    /** Sends a message, waits for its acknowledgement and returns the time that elapsed in nanoseconds. */
    long send(String room) {
        String ref = "m" + sent++;
        String message = "{\"op\":\"send\",\"ref\":\"" + ref + "\",\"roomId\":\"" + room + "\",\"text\":\"message "
                + ref + "\"}";
        long start = System.nanoTime();
        socket.sendText(message, true).join();
        String response = next();
        long elapsed = System.nanoTime() - start;
        if (!response.startsWith("{\"op\":\"ack\"")) {
            throw new IllegalStateException(response);
        }
        return elapsed;
    }

    private String next() {
        try {
            String response = responses.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            if (response == null) {
                throw new IllegalStateException("no response within " + TIMEOUT_SECONDS + " seconds");
            }
            return response;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        frame.append(data);
        if (last) {
            // The events of sent messages and presence signals arrive as well.
            frame.toString()
                    .lines()
                    .filter(line -> !line.startsWith("{\"op\":\"event\"") && !line.startsWith("{\"op\":\"signal\""))
                    .forEach(responses::add);
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
