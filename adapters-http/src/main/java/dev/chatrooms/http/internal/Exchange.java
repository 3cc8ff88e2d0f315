package dev.chatrooms.http.internal;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.transfer.ByteBudget.Hold;
import dev.chatrooms.application.transfer.Client;
import dev.chatrooms.application.transfer.TransferMemory;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.http.internal.InFlightLimit.Permit;
import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpFields;
import org.jspecify.annotations.Nullable;

/** A request and its response, read and written without blocking. */
public final class Exchange {
    /** Stands for the size of content that there is no memory for, although it has been read. */
    private static final long UNSENT_BYTES = 2 * 1024 * 1024;

    private final Context context;
    private final Transport transport;
    private final String base;
    private final TransferMemory memory;
    private final Timers timers;
    private final CompletableFuture<Void> finished = new CompletableFuture<>();

    private volatile boolean reading;
    private volatile long contentBytes;

    /** Guarded by this, as are all that count for it. */
    private Client client;

    /** Counts the request for its address until it is authenticated. */
    private Permit anonymous = Permit.NONE;

    /** The bytes of the request in memory; null until there are some. */
    private @Nullable Hold received;

    /** The bytes of the response in memory; null until there are some. */
    private @Nullable Hold unsent;

    /** @param base the path under which clients reach the server; empty for the root */
    Exchange(Context context, String base, Client client, TransferMemory memory, Timers timers) {
        this.base = base;
        this.context = context;
        this.client = client;
        this.memory = memory;
        this.timers = timers;
        ApiServlet servlet = ApiServlet.of(context.req());
        this.transport = servlet == null
                ? new JettyTransport(context.req(), context.res())
                : servlet.transport(context.req(), context.res());
    }

    HttpFields headers() {
        return transport.headers();
    }

    /**
     * Runs an action, which must not block, if the client disconnects before the response ends. Called at most once.
     */
    void onDisconnect(Runnable action) {
        transport.onDisconnect(action);
    }

    void setHeader(String name, String value) {
        context.res().setHeader(name, value);
    }

    /** Counts this exchange as that of an anonymous client, until it is authenticated or has ended. */
    synchronized void countAsAnonymous(Permit permit) {
        anonymous = permit;
    }

    /** Counts this exchange for an account from now on, with the bytes that it holds. */
    synchronized void countFor(AccountId account) {
        client = client.as(account);
        if (received != null) {
            received.countFor(client);
        }
        if (unsent != null) {
            unsent.countFor(client);
        }
        anonymous.release();
    }

    private synchronized void endCounting() {
        anonymous.release();
    }

    private synchronized Hold receiving() {
        Hold open = memory.requests().open(client);
        received = open;
        return open;
    }

    /**
     * Reads the body, which counts as memory of the client until the response is written.
     *
     * @return fails as {@link BodyReceiver#read} does
     */
    CompletableFuture<byte[]> readBody(int limit) {
        return new BodyReader(transport, limit, receivedBody(), timers).read();
    }

    /**
     * Reads a form with one file, whose bytes are passed on as they come.
     *
     * @return the name of the file, if it has one; fails as {@link BodyReceiver#read} does
     */
    CompletableFuture<Optional<String>> readFile(String boundary, Function<ByteBuffer, CompletableFuture<Void>> sink) {
        return new FilePartReader(transport, boundary, sink, receivedBody(), timers).read();
    }

    /** Returns the hold of the body, which ends with the response. */
    private Hold receivedBody() {
        reading = true;
        Hold body = receiving();
        finished().whenComplete((done, thrown) -> body.close());
        return body;
    }

    /** Returns whether the body is being read, or has been. */
    boolean isReading() {
        return reading;
    }

    /** Returns the length of the body that the client has announced; negative if it has not. */
    long announcedLength() {
        return transport.announcedLength();
    }

    /** Returns a stage that completes when the response is written or has failed. */
    CompletionStage<Void> finished() {
        return finished;
    }

    /** Completes {@link #finished}. */
    void finish() {
        transport.stopWatching();
        finished.complete(null);
        unsent().close();
        endCounting();
    }

    /** A response whose content counts as memory of the client already. */
    record Rendered(Answer head, @Nullable Pieces content) {}

    /**
     * Renders the content, and drops what it was rendered from. A stream renders its content itself.
     *
     * @throws ChatException {@code unavailable} if there is no memory for the content. Small content is never refused
     */
    Rendered render(Answer answer) {
        if (answer.stream() != null) {
            return new Rendered(answer.head(), null);
        }
        try {
            Pieces content = answer.content(base, unsent());
            contentBytes = Math.max(contentBytes, content.length());
            return new Rendered(answer.head(), content);
        } catch (ChatException noMemory) {
            contentBytes = UNSENT_BYTES;
            throw noMemory;
        }
    }

    /** Returns the size of the content of the response, other than a stream, as a measure of what it has cost. */
    long contentBytes() {
        return contentBytes;
    }

    private synchronized Hold unsent() {
        Hold open = unsent;
        if (open == null) {
            open = memory.responses().open(client);
            unsent = open;
        }
        return open;
    }

    /** Writes the response. Completes when it is written; fails if the client is gone. */
    CompletableFuture<Void> send(Rendered rendered) {
        Answer answer = rendered.head();
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
        if (answer.length() >= 0) {
            response.setContentLengthLong(answer.length());
        }
        if (answer.stream() != null) {
            return answer.stream().writeTo(this).toCompletableFuture();
        }
        transport.stopWatching();
        Pieces content = Objects.requireNonNull(rendered.content());
        if (answer.contentType() != null) {
            response.setContentLengthLong(content.length());
        }
        return new PieceWriter(transport, content, true, unsent()).start(timers);
    }

    /**
     * Writes a part of a stream, which must be complete before the next is written. Fails if the client is gone, or if
     * there is no memory for the part.
     */
    public CompletableFuture<Void> write(ByteBuffer part) {
        Pieces pieces;
        try {
            pieces = Pieces.of(part, unsent());
        } catch (ChatException e) {
            return CompletableFuture.failedFuture(e);
        }
        return new PieceWriter(transport, pieces, false, unsent()).start(timers);
    }

    /** Closes the connection, because the response cannot be completed. */
    public void closeConnection() {
        transport.close();
    }

    /** Reserves the connection for this stream, and closes it if a write makes no progress for this time. */
    public void dedicate(Duration stall) {
        setHeader("Connection", "close");
        transport.dedicate(stall);
    }

    /** Registers a listener for the connection's failure, as far as the server notices it. */
    public void onFailure(Consumer<Throwable> listener) {
        transport.onFailure(listener);
    }
}
