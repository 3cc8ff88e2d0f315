package dev.chatrooms.http.internal;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpFields;

/** The connection of one request, as the server provides it. No method blocks. */
interface Transport {
    HttpFields headers();

    /** Returns the length of the body that the client has announced; negative if it has not. */
    long announcedLength();

    /** Passes the body on as it arrives, until the receiver is done. */
    void read(BodyReceiver<?> body);

    /**
     * Writes a piece of the response. A piece must be complete before the next is written.
     *
     * @return completes when the piece is written; fails if the client is gone
     */
    CompletableFuture<Void> write(boolean last, ByteBuffer piece);

    /** Gives the response up, because the client takes it too slowly. */
    void close();

    /** Reserves the connection for this response, and gives up if a write makes no progress for this time. */
    void dedicate(Duration stall);

    /** Registers a listener for the connection's failure, as far as the server notices it. */
    void onFailure(Consumer<Throwable> listener);

    /** Runs an action, which must not block, when the server notices that the client is gone. Called at most once. */
    void onDisconnect(Runnable action);

    /** Stops watching for the client's disconnect, before the response ends. */
    void stopWatching();
}
