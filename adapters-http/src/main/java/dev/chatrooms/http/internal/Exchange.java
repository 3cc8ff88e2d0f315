package dev.chatrooms.http.internal;

import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.ee10.servlet.ServletCoreResponse;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Callback;

/**
 * A request that is being answered, read and written without a thread that waits. Javalin's own ways to do it block: on
 * the body, and on the slowest reader of a result that came from a future. So this goes one layer down, to the server's
 * asynchronous core, but through the servlet response, which keeps count of what is written (past it, the connection
 * would be closed after every answer).
 */
public final class Exchange {
    /** How much of a body that is too large is still read, so that its client gets to see the refusal. */
    private static final long DRAIN_BYTES = 2 * 1024 * 1024;

    private final Context context;
    private final ServletContextRequest request;

    Exchange(Context context) {
        this.context = context;
        this.request = ServletContextRequest.getServletContextRequest(context.req());
    }

    HttpFields headers() {
        return request.getHeaders();
    }

    void setHeader(String name, String value) {
        context.res().setHeader(name, value);
    }

    /**
     * The whole body. Fails with {@link TooLarge} past the limit, and with whatever broke where it did not arrive
     * whole.
     */
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

    /** The body ended before its end, or its coding is broken. */
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
                    // Each round takes one chunk.
                }
            } catch (RuntimeException e) {
                whole.completeExceptionally(e);
            }
        }

        /** Whether there may be more at once. */
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

    /** Writes the answer. Completes when it is out; fails when nobody is there to take it. */
    CompletableFuture<Void> send(Answer answer) {
        HttpServletResponse response = context.res();
        response.setStatus(answer.status());
        // Null too: Javalin has set one that it thinks is likely.
        response.setContentType(answer.contentType());
        answer.headers().forEach(header -> {
            // Of cookies there may be several; of all else what the answer says counts, not what is usual.
            if (header.name().equals("Set-Cookie")) {
                response.addHeader(header.name(), header.value());
            } else {
                response.setHeader(header.name(), header.value());
            }
        });
        if (answer.stream() != null) {
            return answer.stream().writeTo(this).toCompletableFuture();
        }
        if (answer.contentType() != null) {
            response.setContentLengthLong(answer.content().length);
        }
        return write(true, ByteBuffer.wrap(answer.content()));
    }

    /** Writes a piece; only one at a time may be under way. */
    public CompletableFuture<Void> write(ByteBuffer piece) {
        return write(false, piece);
    }

    private CompletableFuture<Void> write(boolean last, ByteBuffer piece) {
        CompletableFuture<Void> written = new CompletableFuture<>();
        ServletCoreResponse.wrap(request, context.res(), false)
                .write(last, piece, Callback.from(() -> written.complete(null), written::completeExceptionally));
        return written;
    }

    /**
     * From now on this connection serves this stream alone; it breaks when a pending write makes no progress for so
     * long.
     */
    public void dedicate(Duration stall) {
        context.req().getAsyncContext().setTimeout(0);
        setHeader("Connection", "close");
        request.getConnectionMetaData().getConnection().getEndPoint().setIdleTimeout(stall.toMillis());
    }

    /** Tells when the connection breaks, as far as the server notices by itself. */
    public void onFailure(Consumer<Throwable> listener) {
        request.addFailureListener(listener);
    }
}
