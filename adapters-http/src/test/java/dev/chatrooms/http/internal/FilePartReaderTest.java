package dev.chatrooms.http.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatrooms.application.transfer.ByteBudget;
import dev.chatrooms.application.transfer.Client;
import dev.chatrooms.http.ManualTime;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilePartReaderTest {
    private static final String BOUNDARY = "b".repeat(70);
    private static final int LARGEST_CHUNK = 8 * 1024;

    private final ByteArrayOutputStream received = new ByteArrayOutputStream();

    /** A connection that passes the body on in chunks of its own sizes: a small one, then the largest. */
    private static final class Chunks extends StubTransport {
        private final byte[] body;
        private final int first;

        Chunks(byte[] body, int first) {
            this.body = body;
            this.first = first;
        }

        @Override
        public void read(BodyReceiver<?> receiver) {
            int at = 0;
            while (at < body.length) {
                int size = Math.min(at == 0 ? first : LARGEST_CHUNK, body.length - at);
                ByteBuffer chunk = ByteBuffer.wrap(Arrays.copyOfRange(body, at, at + size));
                at += size;
                receiver.receive(chunk, at == body.length).join();
            }
        }
    }

    private CompletableFuture<Void> keep(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        received.writeBytes(copy);
        return CompletableFuture.completedFuture(null);
    }

    /** The parser withholds what may be the start of a boundary, so it passes on more than a chunk has. */
    @ParameterizedTest
    @CsvSource({"1000, 1000000", "1000, 40", "8192, 1000000", "8192, 40", "200, 20000"})
    void fileShouldArriveWholeWhenItsBytesLookLikeTheStartOfABoundary(int first, long memory) {
        for (String repeated :
                new String[] {"\r", "\r\n", "\r\n--" + BOUNDARY.substring(1), "x\r\n--" + BOUNDARY.substring(0, 69)}) {
            received.reset();
            String content = repeated.repeat(100_000 / repeated.length());
            String form = "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n"
                    + content + "\r\n--" + BOUNDARY + "--\r\n";
            ByteBudget budget = new ByteBudget(new ByteBudget.Limits(memory, memory, memory, memory), 16 * 1024);
            FilePartReader reader = new FilePartReader(
                    new Chunks(form.getBytes(StandardCharsets.US_ASCII), first),
                    BOUNDARY,
                    this::keep,
                    budget.open(Client.anonymous("192.0.2.1")),
                    Timers.SYSTEM);

            assertThat(reader.read()).isCompletedWithValue(Optional.of("a"));
            assertThat(received.toString(StandardCharsets.US_ASCII)).isEqualTo(content);
        }
    }

    /** A store that takes long must not look like a client that does. */
    @Test
    void bodyShouldNotBeTooSlowWhileItsReceiverTakesAChunk() {
        ManualTime time = new ManualTime();
        byte[] half = new byte[64 * 1024];
        String begin = "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\n";
        CompletableFuture<Void> written = new CompletableFuture<>();
        ByteBudget budget = new ByteBudget(new ByteBudget.Limits(1 << 20, 1 << 20, 1 << 20, 1 << 20), 1024);
        FilePartReader reader = new FilePartReader(
                new StubTransport(),
                BOUNDARY,
                bytes -> written,
                budget.open(Client.anonymous("192.0.2.1")),
                new Timers(time));
        CompletableFuture<Optional<String>> result = reader.read();

        reader.receive(ByteBuffer.wrap(begin.getBytes(StandardCharsets.US_ASCII)), false);
        reader.awaitMore();
        CompletableFuture<Void> taken = reader.receive(ByteBuffer.wrap(half), false);
        for (int i = 0; i < 6; i++) {
            time.advance(Duration.ofSeconds(10));
        }
        assertThat(taken).isNotDone();
        assertThat(result).isNotDone();

        written.complete(null);
        assertThat(taken).isDone();
        time.advance(Duration.ofSeconds(10));
        time.advance(Duration.ofSeconds(10));
        assertThat(result).isCompletedExceptionally();
        assertThatThrownBy(result::join).hasCauseInstanceOf(BodyReceiver.TooSlow.class);
    }
}
