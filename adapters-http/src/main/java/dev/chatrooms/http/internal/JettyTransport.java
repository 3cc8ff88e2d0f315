package dev.chatrooms.http.internal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
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
 * A request on Javalin's own Jetty. Javalin's methods block on the body, and on a slow reader of a future's result. So
 * this class uses Jetty's asynchronous core, but through the servlet response, which counts the written bytes: without
 * it the connection would be closed after each response.
 */
final class JettyTransport implements Transport {
    private final HttpServletRequest servletRequest;
    private final HttpServletResponse response;
    private final ServletContextRequest request;
    private final DisconnectWatch disconnects;

    JettyTransport(HttpServletRequest servletRequest, HttpServletResponse response) {
        this.servletRequest = servletRequest;
        this.response = response;
        this.request = ServletContextRequest.getServletContextRequest(servletRequest);
        this.disconnects = new DisconnectWatch(request);
    }

    @Override
    public HttpFields headers() {
        return request.getHeaders();
    }

    @Override
    public void read(BodyReceiver<?> body) {
        new Reader(body).run();
    }

    private final class Reader implements Runnable {
        private final BodyReceiver<?> body;

        Reader(BodyReceiver<?> body) {
            this.body = body;
        }

        @Override
        public void run() {
            try {
                while (!body.isDone() && readChunk()) {
                    // Each iteration reads one chunk.
                }
            } catch (RuntimeException e) {
                body.fail(e);
            }
        }

        /** Reads a chunk and returns whether another one may be available and wanted. */
        @SuppressWarnings("FutureReturnValueIgnored") // Reading goes on then.
        private boolean readChunk() {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                body.awaitMore();
                request.demand(this);
                return false;
            }
            if (Content.Chunk.isFailure(chunk)) {
                body.broken(chunk.getFailure());
                return false;
            }
            CompletableFuture<Void> taken;
            try {
                taken = body.receive(chunk.getByteBuffer(), chunk.isLast());
            } finally {
                chunk.release();
            }
            if (!taken.isDone()) {
                taken.thenRun(this);
                return false;
            }
            return true;
        }
    }

    @Override
    public long announcedLength() {
        return request.getLength();
    }

    @Override
    public CompletableFuture<Void> write(boolean last, ByteBuffer piece) {
        CompletableFuture<Void> written = new CompletableFuture<>();
        try {
            ServletCoreResponse.wrap(request, response, false)
                    .write(last, piece, Callback.from(() -> written.complete(null), written::completeExceptionally));
        } catch (IllegalStateException e) {
            // Jetty has ended the response, because the client is gone.
            written.completeExceptionally(e);
        }
        return written;
    }

    @Override
    public void close() {
        request.getConnectionMetaData().getConnection().getEndPoint().close();
    }

    @Override
    public void dedicate(Duration stall) {
        servletRequest.getAsyncContext().setTimeout(0);
        request.getConnectionMetaData().getConnection().getEndPoint().setIdleTimeout(stall.toMillis());
    }

    @Override
    public void onFailure(Consumer<Throwable> listener) {
        request.addFailureListener(listener);
    }

    @Override
    public void onDisconnect(Runnable action) {
        disconnects.onDisconnect(action);
    }

    @Override
    public void stopWatching() {
        disconnects.stop();
    }
}
