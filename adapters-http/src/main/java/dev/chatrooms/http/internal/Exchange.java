package dev.chatrooms.http.internal;

import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.ee10.servlet.ServletCoreResponse;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Callback;

/**
 * A request and its response, read and written without blocking. Javalin's own methods block on the body, and on a slow
 * reader of a future's result. So this class uses Jetty's asynchronous core, but through the servlet response, which
 * counts the written bytes: without it the connection would be closed after each response.
 */
public final class Exchange {
    /** The bytes that are still read of a body that is too large, so that the client receives the refusal. */
    private static final long DRAIN_BYTES = 2 * 1024 * 1024;

    private final Context context;
    private final ServletContextRequest request;
    private final String base;
    private final CompletableFuture<Void> finished = new CompletableFuture<>();
    private final DisconnectWatch disconnects;

    /** @param base the path under which clients reach the server; empty for the root */
    Exchange(Context context, String base) {
        this.base = base;
        this.context = context;
        this.request = ServletContextRequest.getServletContextRequest(context.req());
        this.disconnects = new DisconnectWatch(request);
    }

    HttpFields headers() {
        return request.getHeaders();
    }

    DisconnectWatch disconnects() {
        return disconnects;
    }

    void setHeader(String name, String value) {
        context.res().setHeader(name, value);
    }

    /** Reads the body. Fails with {@link TooLarge} past the limit, and with {@link BrokenBody} if it is incomplete. */
    CompletableFuture<byte[]> readBody(int limit) {
        CompletableFuture<byte[]> whole = new CompletableFuture<>();
        new BodyReader(limit, whole).run();
        return whole;
    }

    static final class TooLarge extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final int limit;

        TooLarge(int limit) {
            super("the body is too large", null, false, false);
            this.limit = limit;
        }

        int limit() {
            return limit;
        }
    }

    /** The body is incomplete, or its encoding is broken. */
    static final class BrokenBody extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BrokenBody(Throwable cause) {
            super("the body is broken", cause, false, false);
        }
    }

    private final class BodyReader implements Runnable {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final int limit;
        private final CompletableFuture<byte[]> whole;
        private long seen;

        BodyReader(int limit, CompletableFuture<byte[]> whole) {
            this.limit = limit;
            this.whole = whole;
        }

        @Override
        public void run() {
            try {
                while (read()) {
                    // Each iteration reads one chunk.
                }
            } catch (RuntimeException e) {
                whole.completeExceptionally(e);
            }
        }

        /** Reads a chunk and returns whether another one may be available. */
        private boolean read() {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                request.demand(this);
                return false;
            }
            if (Content.Chunk.isFailure(chunk)) {
                whole.completeExceptionally(new BrokenBody(chunk.getFailure()));
                return false;
            }
            int size = chunk.remaining();
            seen += size;
            if (seen <= limit) {
                byte[] piece = new byte[size];
                chunk.getByteBuffer().get(piece);
                bytes.write(piece, 0, size);
            }
            boolean last = chunk.isLast();
            chunk.release();
            if (last && seen <= limit) {
                whole.complete(bytes.toByteArray());
            } else if (last || seen > limit + DRAIN_BYTES) {
                whole.completeExceptionally(new TooLarge(limit));
            }
            return !whole.isDone();
        }
    }

    /** Returns a stage that completes when the response is written or has failed. */
    CompletionStage<Void> finished() {
        return finished;
    }

    /** Completes {@link #finished}. */
    void finish() {
        disconnects.stop();
        finished.complete(null);
    }

    /** Writes the response. Completes when it is written; fails if the client is gone. */
    CompletableFuture<Void> send(Answer answer) {
        HttpServletResponse response = context.res();
        response.setStatus(answer.status());
        // Also if null: Javalin has set a default.
        response.setContentType(answer.contentType());
        answer.headers().forEach(header -> {
            // There may be several cookies. Other headers replace the defaults.
            if (header.name().equals("Set-Cookie")) {
                response.addHeader(header.name(), header.value());
            } else {
                response.setHeader(header.name(), header.value());
            }
        });
        if (answer.stream() != null) {
            return answer.stream().writeTo(this).toCompletableFuture();
        }
        disconnects.stop();
        byte[] content = answer.content(base);
        if (answer.contentType() != null) {
            response.setContentLengthLong(content.length);
        }
        return write(true, ByteBuffer.wrap(content));
    }

    /** Writes a piece. A piece must be complete before the next is written. */
    public CompletableFuture<Void> write(ByteBuffer piece) {
        return write(false, piece);
    }

    private CompletableFuture<Void> write(boolean last, ByteBuffer piece) {
        CompletableFuture<Void> written = new CompletableFuture<>();
        try {
            ServletCoreResponse.wrap(request, context.res(), false)
                    .write(last, piece, Callback.from(() -> written.complete(null), written::completeExceptionally));
        } catch (IllegalStateException e) {
            // Jetty has ended the response, because the client is gone.
            written.completeExceptionally(e);
        }
        return written;
    }

    /** Reserves the connection for this stream, and closes it if a write makes no progress for this time. */
    public void dedicate(Duration stall) {
        context.req().getAsyncContext().setTimeout(0);
        setHeader("Connection", "close");
        request.getConnectionMetaData().getConnection().getEndPoint().setIdleTimeout(stall.toMillis());
    }

    /** Registers a listener for the connection's failure, as far as the server notices it. */
    public void onFailure(Consumer<Throwable> listener) {
        request.addFailureListener(listener);
    }
}
