package dev.chatrooms.http.internal;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.jspecify.annotations.Nullable;

/**
 * A request on any servlet container, read and written with the non-blocking streams of the Servlet API.
 *
 * <p>Unlike {@link JettyTransport} this one notices that a client has closed its connection only when a write fails:
 * the Servlet API has no means to watch an idle connection.
 *
 * <p>The thread that writes and the container's thread both call {@link #proceed}, which runs on one of them at a time.
 */
final class ServletTransport implements Transport {
    private static final int BUFFER_SIZE = 8192;

    private final HttpServletRequest request;
    private final AsyncContext async;
    private final ServletOutputStream output;
    private final Timers timers;
    private final HttpFields headers;
    private final List<Consumer<Throwable>> listeners = new CopyOnWriteArrayList<>();
    private final AtomicInteger turns = new AtomicInteger();
    private volatile Duration stall;
    private volatile @Nullable Piece current;
    private volatile @Nullable Throwable failure;

    /** Confined to the thread that writes, which there is one of at a time. */
    private boolean listening;

    /** A piece of the response that is being written. Used within {@link #proceed} only. */
    private static final class Piece {
        private final boolean last;
        private final ByteBuffer bytes;
        private final CompletableFuture<Void> written = new CompletableFuture<>();
        private boolean flushed;

        Piece(boolean last, ByteBuffer bytes) {
            this.last = last;
            this.bytes = bytes;
        }
    }

    /**
     * Creates a transport for a request whose asynchronous processing has begun.
     *
     * @param stall the time after which a write that makes no progress fails
     */
    ServletTransport(HttpServletRequest request, HttpServletResponse response, Timers timers, Duration stall) {
        this.request = request;
        this.async = request.getAsyncContext();
        this.timers = timers;
        this.stall = stall;
        this.headers = headers(request);
        try {
            this.output = response.getOutputStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        async.addListener(new FailureListener());
    }

    private static HttpFields headers(HttpServletRequest request) {
        HttpFields.Mutable fields = HttpFields.build();
        for (String name : Collections.list(request.getHeaderNames())) {
            for (String value : Collections.list(request.getHeaders(name))) {
                fields.add(new HttpField(name, value));
            }
        }
        return fields.asImmutable();
    }

    @Override
    public HttpFields headers() {
        return headers;
    }

    // ---- reading

    @Override
    public long announcedLength() {
        return request.getContentLengthLong();
    }

    @Override
    public void read(BodyReceiver<?> body) {
        try {
            ServletInputStream input = request.getInputStream();
            Reader reader = new Reader(input, body);
            if (input.isFinished()) {
                // Tomcat does not call the listener of an empty body, unless it is set on the container's thread.
                reader.onAllDataRead();
            } else {
                input.setReadListener(reader);
            }
        } catch (IOException e) {
            body.broken(e);
        }
    }

    private static final class Reader implements ReadListener {
        private final ServletInputStream input;
        private final BodyReceiver<?> body;
        private final byte[] buffer = new byte[BUFFER_SIZE];

        Reader(ServletInputStream input, BodyReceiver<?> body) {
            this.input = input;
            this.body = body;
        }

        @Override
        @SuppressWarnings("FutureReturnValueIgnored") // Reading goes on then.
        public void onDataAvailable() throws IOException {
            while (!body.isDone() && input.isReady()) {
                int length = input.read(buffer);
                if (length < 0) {
                    return;
                }
                CompletableFuture<Void> taken = body.receive(ByteBuffer.wrap(buffer, 0, length), false);
                if (!taken.isDone()) {
                    // Without a call of isReady() the container does not call in the meantime.
                    taken.thenRun(this::readOn);
                    return;
                }
            }
            body.awaitMore();
        }

        private void readOn() {
            try {
                onDataAvailable();
            } catch (IOException e) {
                body.broken(e);
            } catch (RuntimeException e) {
                body.fail(e);
            }
        }

        @Override
        @SuppressWarnings("FutureReturnValueIgnored") // Nothing follows the end.
        public void onAllDataRead() {
            body.receive(ByteBuffer.allocate(0), true);
        }

        @Override
        public void onError(Throwable thrown) {
            body.broken(thrown);
        }
    }

    // ---- writing

    @Override
    public CompletableFuture<Void> write(boolean last, ByteBuffer bytes) {
        Piece piece = new Piece(last, bytes);
        current = piece;
        if (!listening) {
            listening = true;
            try {
                // The container then calls the listener.
                output.setWriteListener(new Writer());
            } catch (IllegalStateException e) {
                fail(e);
            }
        } else {
            proceed();
        }
        timers.run(stall, piece.written, () -> fail(new TimeoutException("the client does not read")));
        return piece.written;
    }

    private final class Writer implements WriteListener {
        @Override
        public void onWritePossible() {
            proceed();
        }

        @Override
        public void onError(Throwable thrown) {
            fail(thrown);
        }
    }

    /** Does all available work. A call during another one makes that one run another round. */
    private void proceed() {
        if (turns.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        do {
            Piece piece = current;
            if (piece != null) {
                step(piece);
            }
            seen = turns.addAndGet(-seen);
        } while (seen != 0);
    }

    private void step(Piece piece) {
        Throwable failed = failure;
        if (failed != null) {
            piece.written.completeExceptionally(failed);
            return;
        }
        try {
            while (output.isReady()) {
                if (piece.bytes.hasRemaining()) {
                    byte[] bytes = new byte[piece.bytes.remaining()];
                    piece.bytes.get(bytes);
                    output.write(bytes);
                } else if (!piece.flushed && !piece.last) {
                    piece.flushed = true;
                    output.flush();
                } else {
                    current = null;
                    piece.written.complete(null);
                    return;
                }
            }
            // The container calls the listener when more can be written.
        } catch (IOException | RuntimeException e) {
            if (async instanceof AsyncProcessing processing) {
                processing.failed();
            }
            fail(e);
        }
    }

    private void fail(Throwable thrown) {
        boolean isFirst;
        Piece piece;
        synchronized (this) {
            isFirst = failure == null;
            if (isFirst) {
                failure = thrown;
            }
            piece = current;
        }
        // Also a piece that came after the first failure, or its request would never finish.
        if (piece != null) {
            piece.written.completeExceptionally(thrown);
        }
        if (!isFirst) {
            return;
        }
        listeners.forEach(listener -> listener.accept(thrown));
    }

    @Override
    public void close() {
        fail(new TimeoutException("the client reads too slowly"));
    }

    @Override
    public void dedicate(Duration limit) {
        async.setTimeout(0);
        stall = limit;
    }

    // ---- failures

    @Override
    public void onFailure(Consumer<Throwable> listener) {
        listeners.add(listener);
    }

    @Override
    public void onDisconnect(Runnable action) {
        listeners.add(thrown -> action.run());
    }

    @Override
    public void stopWatching() {
        // There is nothing to hand back to the container.
    }

    private final class FailureListener implements AsyncListener {
        @Override
        public void onError(AsyncEvent event) {
            Throwable thrown = event.getThrowable();
            fail(thrown == null ? new EOFException("the client is gone") : thrown);
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            fail(new TimeoutException("the response took too long"));
        }

        @Override
        public void onComplete(AsyncEvent event) {
            // The response is written.
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            // Processing is asynchronous only once.
        }
    }
}
