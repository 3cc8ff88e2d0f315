package dev.chatrooms.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FramesTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 125, 126, 65_535, 65_536})
    void payloadShouldBeFoundForEveryEncodingOfLength(int length) {
        ByteBuffer frame = Frames.fromServer(Frames.TEXT, new byte[length]);

        assertThat(Frames.opcode(frame.get(0))).isEqualTo(Frames.TEXT);
        assertThat(Frames.payload(frame)).isEqualTo(length);
        assertThat(frame.remaining()).isEqualTo(length);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 12})
    void payloadShouldNotConsumeIncompleteFrame(int available) {
        ByteBuffer frame = Frames.fromServer(Frames.TEXT, new byte[200]).limit(available);

        assertThat(Frames.payload(frame)).isEqualTo(-1);
        assertThat(frame.position()).isZero();
    }

    @Test
    void framesOfClientShouldBeMasked() {
        byte[] text = "hello".getBytes(StandardCharsets.US_ASCII);
        ByteBuffer out = ByteBuffer.allocate(Frames.maxClientFrame(text.length));

        Frames.writeFromClient(out, Frames.TEXT, text);

        out.flip();
        assertThat(out.get(0) & 0xff).isEqualTo(0x81);
        assertThat(out.get(1) & 0xff).isEqualTo(0x85);
        assertThat(out.getInt(2)).isZero();
        assertThat(out.remaining()).isEqualTo(2 + 4 + 5);
    }
}
