package dev.chatrooms.http.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatrooms.application.transfer.ByteBudget;
import dev.chatrooms.application.transfer.ByteBudget.Hold;
import dev.chatrooms.application.transfer.Client;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.Test;

class PieceWriterTest {
    private final ByteBudget budget = new ByteBudget(new ByteBudget.Limits(1 << 20, 1 << 20, 1 << 20, 1 << 20), 0);
    private final Hold hold = budget.open(Client.anonymous("192.0.2.1"));

    /** A connection whose second write fails without a stage. */
    private static final class Broken implements Transport {
        private final List<CompletableFuture<Void>> writes = new ArrayList<>();

        @Override
        public CompletableFuture<Void> write(boolean last, ByteBuffer piece) {
            if (!writes.isEmpty()) {
                throw new IllegalStateException("the connection is broken");
            }
            CompletableFuture<Void> write = new CompletableFuture<>();
            writes.add(write);
            return write;
        }

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

    @Test
    void responseShouldFailWhenALaterPieceCannotBeWritten() {
        Broken transport = new Broken();
        Pieces pieces = Pieces.of(ByteBuffer.allocate(100_000), hold);
        CompletableFuture<Void> written = new PieceWriter(transport, pieces, true, hold).start(Timers.SYSTEM);
        assertThat(written).isNotDone();

        transport.writes.get(0).complete(null);

        assertThat(written).isCompletedExceptionally();
        assertThatThrownBy(written::join).hasMessageContaining("the connection is broken");
    }
}
