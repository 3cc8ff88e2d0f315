package dev.chatrooms.http.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatrooms.application.transfer.ByteBudget;
import dev.chatrooms.application.transfer.ByteBudget.Hold;
import dev.chatrooms.application.transfer.Client;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PieceWriterTest {
    private final ByteBudget budget = new ByteBudget(new ByteBudget.Limits(1 << 20, 1 << 20, 1 << 20, 1 << 20), 0);
    private final Hold hold = budget.open(Client.anonymous("192.0.2.1"));

    /** A connection whose second write fails without a stage. */
    private static final class Broken extends StubTransport {
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
