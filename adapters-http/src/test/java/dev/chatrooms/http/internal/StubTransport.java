package dev.chatrooms.http.internal;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpFields;

/** A connection without a client. Tests override what they need. */
class StubTransport implements Transport {
    @Override
    public HttpFields headers() {
        return HttpFields.EMPTY;
    }

    @Override
    public long announcedLength() {
        return 0;
    }

    @Override
    public void read(BodyReceiver<?> body) {}

    @Override
    public CompletableFuture<Void> write(boolean last, ByteBuffer piece) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void close() {}

    @Override
    public void dedicate(Duration stall) {}

    @Override
    public void onFailure(Consumer<Throwable> listener) {}

    @Override
    public void onDisconnect(Runnable action) {}

    @Override
    public void stopWatching() {}
}
