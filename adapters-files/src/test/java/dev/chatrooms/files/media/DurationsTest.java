package dev.chatrooms.files.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.spi.SeekableContent;
import dev.chatrooms.domain.file.MediaType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The durations of recordings whose headers say it. */
class DurationsTest {
    private static final byte[] FILE_TYPE = box("ftyp", ascii("isom"), new byte[4]);

    private final ContentInspector inspector = new ContentInspector();

    @AfterEach
    void close() {
        inspector.close();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] box(String name, byte[]... contents) {
        byte[] content = joined(contents);
        return joined(number(8 + content.length), ascii(name), content);
    }

    private static byte[] number(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }

    private static byte[] movie(int scale, int units) {
        return box("moov", box("mvhd", new byte[12], number(scale), number(units), new byte[80]));
    }

    private static byte[] longMovie(int scale, long units) {
        byte[] header = ByteBuffer.allocate(32)
                .putInt(1 << 24)
                .putLong(0)
                .putLong(0)
                .putInt(scale)
                .putLong(units)
                .array();
        return box("moov", box("udta", new byte[20]), box("mvhd", header));
    }

    private static byte[] little(int value) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }

    private static byte[] wave(int bytesPerSecond, int announced, int bytes) {
        return joined(
                ascii("RIFF"),
                little(36 + announced),
                ascii("WAVEfmt "),
                little(16),
                new byte[8],
                little(bytesPerSecond),
                new byte[4],
                ascii("LIST"),
                little(3),
                new byte[4],
                ascii("data"),
                little(announced),
                new byte[bytes]);
    }

    private static byte[] flac(long rate, long samples) {
        long packed = rate << 44 | 1L << 41 | 15L << 36 | samples;
        return joined(
                ascii("fLaC"),
                number(34),
                new byte[10],
                ByteBuffer.allocate(8).putLong(packed).array(),
                new byte[16]);
    }

    private Duration durationOf(byte[] content) {
        return inspector.inspect(SeekableContent.of(content)).duration();
    }

    @Test
    void movieShouldHaveTheDurationOfItsHeaderWhereverThatIs() {
        assertThat(durationOf(joined(FILE_TYPE, movie(1000, 61_500)))).isEqualTo(Duration.ofMillis(61_500));
        assertThat(durationOf(joined(FILE_TYPE, box("mdat", new byte[100_000]), movie(600, 300))))
                .isEqualTo(Duration.ofMillis(500));
        assertThat(durationOf(joined(FILE_TYPE, longMovie(90_000, 90_000L * 7200))))
                .isEqualTo(Duration.ofHours(2));
        byte[] large = joined(
                number(1),
                ascii("mdat"),
                ByteBuffer.allocate(8).putLong(16 + 1000).array(),
                new byte[1000]);
        assertThat(durationOf(joined(FILE_TYPE, large, movie(1, 3)))).isEqualTo(Duration.ofSeconds(3));
        assertThat(durationOf(joined(box("ftyp", ascii("M4A "), new byte[4]), movie(44_100, 44_100))))
                .isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void waveShouldHaveTheDurationOfItsData() {
        assertThat(durationOf(wave(1000, 2500, 2500))).isEqualTo(Duration.ofMillis(2500));
        assertThat(durationOf(wave(1000, -1, 3000))).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void flacShouldHaveTheDurationOfItsSamples() {
        assertThat(durationOf(flac(48_000, 48_000L * 4000))).isEqualTo(Duration.ofSeconds(4000));
    }

    @Test
    void durationShouldBeAbsentWhereNoneIsSaidOrPlausible() {
        assertThat(durationOf(joined(FILE_TYPE, movie(1000, 0)))).isNull();
        assertThat(durationOf(joined(FILE_TYPE, movie(0, 1000)))).isNull();
        assertThat(durationOf(joined(FILE_TYPE, movie(1000, -1)))).isNull();
        assertThat(durationOf(joined(FILE_TYPE, longMovie(1, Long.MAX_VALUE / 2000))))
                .isNull();
        assertThat(durationOf(joined(FILE_TYPE, longMovie(1, -1)))).isNull();
        assertThat(durationOf(wave(0, 1000, 1000))).isNull();
        assertThat(durationOf(wave(1000, 1000, 0))).isNull();
        assertThat(durationOf(flac(0, 1000))).isNull();
        assertThat(durationOf(flac(44_100, 0))).isNull();
        assertThat(durationOf(ascii("ID3\u0003\u0000"))).isNull();
    }

    /** Neither an exception nor a loop without an end. */
    @Test
    void damagedHeadersShouldHarmNothing() throws IOException {
        Random random = new Random(1);
        for (Map.Entry<String, byte[]> sample : Map.of(
                        "video/mp4", joined(FILE_TYPE, longMovie(1000, 5000)),
                        "audio/wav", wave(1000, 100, 100),
                        "audio/flac", flac(44_100, 44_100))
                .entrySet()) {
            byte[] whole = sample.getValue();
            for (int length = 0; length < whole.length; length++) {
                assertHarmless(sample.getKey(), Arrays.copyOf(whole, length));
            }
            for (int round = 0; round < 2000; round++) {
                byte[] damaged = whole.clone();
                for (int i = 0; i < 4; i++) {
                    damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
                }
                assertHarmless(sample.getKey(), damaged);
            }
        }
    }

    private static void assertHarmless(String type, byte[] content) throws IOException {
        try (SeekableByteChannel channel = SeekableContent.of(content).open()) {
            Duration found = Durations.of(new MediaType(type), channel);
            assertThat(found == null || (found.toMillis() > 0 && found.toDays() <= 100))
                    .as("%s of %s", found, type)
                    .isTrue();
        }
    }
}
