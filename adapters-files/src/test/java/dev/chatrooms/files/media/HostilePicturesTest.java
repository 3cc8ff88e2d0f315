package dev.chatrooms.files.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.chatrooms.application.account.SampleImages;
import dev.chatrooms.application.spi.MediaInspector.ImageRejected;
import dev.chatrooms.application.spi.MediaInspector.Media;
import dev.chatrooms.application.spi.SeekableContent;
import dev.chatrooms.domain.file.Dimensions;
import dev.chatrooms.domain.file.MediaType;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures that were made to harm. None takes memory, time or more than its own thumbnail. */
class HostilePicturesTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int MEMORY = 32 * 1024 * 1024;
    private static final int ROUNDS = Boolean.getBoolean("chatrooms.thorough") ? 300 : 40;

    static final List<byte[]> ONE_OF_EACH = List.of(
            Samples.quarters("png", 300, 200),
            Samples.quarters("jpg", 300, 200),
            Samples.quarters("gif", 300, 200),
            Samples.webP("test.webp"),
            Samples.webP("2_webp_ll.webp"),
            Samples.webP("2_webp_a.webp"),
            Samples.photo(Samples.quarters(90, 60, BufferedImage.TYPE_INT_RGB), 6));

    private final ContentInspector inspector = new ContentInspector(new PicturePool(1, MEMORY), PATIENCE);

    @AfterEach
    void close() {
        inspector.close();
    }

    private Media inspect(byte[] content) {
        return inspector.inspect(SeekableContent.of(content));
    }

    private ImageRejected.Reason refusal(byte[] image) {
        return catchThrowableOfType(ImageRejected.class, () -> inspector.avatar(image))
                .reason();
    }

    @Test
    void tinyFileOfHugeDimensionsShouldHaveNoThumbnail() {
        byte[] bomb = Samples.blackPng(30_000, 30_000);
        assertThat(bomb).hasSizeLessThan(150_000);

        Media media = inspect(bomb);

        assertThat(media.type()).isEqualTo(MediaType.PNG);
        assertThat(media.dimensions()).isEqualTo(new Dimensions(30_000, 30_000));
        assertThat(media.thumbnail()).isNull();
        assertThat(refusal(bomb)).isEqualTo(ImageRejected.Reason.TOO_LARGE);
    }

    /** The decoder skips pixels, so even these need only a few megabytes. */
    @Test
    void fiftyMegapixelsShouldHaveAThumbnailAndOneMoreNone() {
        assertThat(inspect(Samples.blackPng(10_000, 5_000)).thumbnail()).isNotNull();
        assertThat(inspect(Samples.blackPng(10_000, 5_001)).thumbnail()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {65_536, Integer.MAX_VALUE})
    void sideBeyondTheDecodersBuffersShouldBeRefused(int width) {
        byte[] header = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(1)
                .put((byte) 16)
                .put((byte) 6)
                .array();
        byte[] wide = Samples.png(SampleImages.pngChunk("IHDR", header), SampleImages.pngChunk("IDAT", new byte[100]));

        assertThat(inspect(wide)).isEqualTo(new Media(MediaType.PNG, null, null, null));
        assertThat(refusal(wide)).isEqualTo(ImageRejected.Reason.UNSUPPORTED);
    }

    @Test
    void lengthsThatDecodersBelieveShouldBeRefused() {
        byte[] header = ByteBuffer.allocate(13)
                .putInt(8)
                .putInt(8)
                .put((byte) 8)
                .put((byte) 3)
                .array();
        byte[] palette = Samples.png(
                SampleImages.pngChunk("IHDR", header),
                ByteBuffer.allocate(8)
                        .putInt(2_000_000_000)
                        .put("PLTE".getBytes(StandardCharsets.US_ASCII))
                        .array());
        byte[] profile = ByteBuffer.allocate(128)
                .putInt(0, 2_000_000_000)
                .putInt(36, 0x61637370)
                .array();
        byte[] jpeg = Samples.withSegment(
                Samples.quarters("jpg", 30, 20),
                Samples.segment(
                        0xE2,
                        SampleImages.joined(
                                "ICC_PROFILE\0".getBytes(StandardCharsets.US_ASCII), new byte[] {1, 1}, profile)));
        byte[] plain = Samples.webP("1.webp");
        byte[] webP = SampleImages.webP(
                SampleImages.extendedChunk(0x20, 550, 368),
                SampleImages.webPChunk("ICCP", profile),
                Arrays.copyOfRange(plain, 12, plain.length));

        for (byte[] liar : new byte[][] {palette, jpeg, webP}) {
            assertThat(inspect(liar).thumbnail()).isNull();
            assertThat(refusal(liar)).isEqualTo(ImageRejected.Reason.UNSUPPORTED);
        }
    }

    /** Three kilobytes that a decoder of texts would inflate to three megabytes, and so on. */
    @Test
    void compressedTextsShouldNotBeInflated() {
        byte[] header = ByteBuffer.allocate(13)
                .putInt(1)
                .putInt(1)
                .put((byte) 8)
                .put((byte) 3)
                .array();
        byte[] text = SampleImages.joined("x\0\0".getBytes(StandardCharsets.US_ASCII), deflated(new byte[64 << 20]));
        byte[] png = Samples.png(
                SampleImages.pngChunk("IHDR", header),
                SampleImages.pngChunk("PLTE", new byte[3]),
                SampleImages.pngChunk("zTXt", text),
                SampleImages.pngChunk("IDAT", deflated(new byte[2])),
                SampleImages.pngChunk("IEND", new byte[0]));

        assertThat(inspect(png).dimensions()).isEqualTo(new Dimensions(1, 1));
    }

    private static byte[] deflated(byte[] data) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
            out.write(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Segments before the pixels, which decoders keep. */
    @Test
    void headerOfManyMegabytesShouldBeRefused() {
        byte[] jpeg = Samples.quarters("jpg", 30, 20);
        byte[] segment = Samples.segment(0xE1, new byte[60_000]);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(jpeg, 0, 2);
        for (int i = 0; i < 100; i++) {
            out.writeBytes(segment);
        }
        out.write(jpeg, 2, jpeg.length - 2);

        assertThat(inspect(out.toByteArray())).isEqualTo(new Media(MediaType.JPEG, null, null, null));
    }

    @Test
    void pictureThatNeedsMoreThanTheMemoryShouldHaveNoThumbnail() {
        byte[] lossless =
                SampleImages.webP(SampleImages.losslessChunk(5000, 4000), SampleImages.webPChunk("MORE", new byte[40]));

        assertThat(inspect(lossless)).isEqualTo(new Media(MediaType.WEBP, new Dimensions(5000, 4000), null, null));
    }

    @ParameterizedTest
    @FieldSource("ONE_OF_EACH")
    void truncatedPictureShouldKeepItsTypeAndHarmNothing(byte[] picture) {
        MediaType type = inspect(picture).type();
        for (int length = 20; length < picture.length; length += Math.max(1, picture.length / 40)) {
            assertThat(inspect(Arrays.copyOf(picture, length)).type()).isEqualTo(type);
        }
        assertThat(refusal(Arrays.copyOf(picture, 16))).isEqualTo(ImageRejected.Reason.UNSUPPORTED);
    }

    @Tag("rounds")
    @ParameterizedTest
    @FieldSource("ONE_OF_EACH")
    void damagedPictureShouldHarmNothing(byte[] picture) {
        Random random = new Random(picture.length);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] damaged = picture.clone();
            for (int i = random.nextInt(6); i >= 0; i--) {
                int reach = random.nextBoolean() ? Math.min(64, damaged.length) : damaged.length;
                damaged[random.nextInt(reach)] = (byte) random.nextInt();
            }
            Media media = inspect(damaged);
            if (media.thumbnail() != null) {
                assertThat(Samples.decoded(media.thumbnail().bytes())).isNotNull();
            }
        }
    }

    /** A picture of which there is always more, such as pixels or comments. */
    @Test
    void endlessPictureShouldBeGivenUpAtTheDeadline() {
        try (ContentInspector hasty = new ContentInspector(new PicturePool(1, MEMORY), Duration.ofMillis(200))) {
            byte[] whole = Samples.quarters("gif", 30, 20);
            byte[] comment = new byte[256];
            Arrays.fill(comment, (byte) 'x');
            comment[0] = (byte) 255;
            byte[] gif =
                    SampleImages.joined(Arrays.copyOf(whole, Samples.gifFrame(whole)), new byte[] {0x21, (byte) 0xFE});

            assertThat(hasty.inspect(new Endless(gif, comment)).thumbnail()).isNull();
            assertThat(hasty.inspect(new Endless(Samples.blackPng(9, 9), new byte[100]))
                            .type())
                    .isEqualTo(MediaType.PNG);
            assertThat(hasty.inspect(new Endless(new byte[] {-1, -40, -1}, new byte[] {-1}))
                            .thumbnail())
                    .isNull();
            // The thread is free again.
            assertThat(hasty.inspect(SeekableContent.of(Samples.blackPng(9, 9))).type())
                    .isEqualTo(MediaType.PNG);
        }
    }

    @Test
    void avatarShouldBeRefusedWhenItIsNoPictureOrTooLarge() {
        for (String text : new String[] {"", "hello", "<svg/>", "GIF89a", "BM"}) {
            assertThat(refusal(text.getBytes(StandardCharsets.US_ASCII))).isEqualTo(ImageRejected.Reason.UNSUPPORTED);
        }
        assertThat(refusal(Samples.blackPng(4097, 1))).isEqualTo(ImageRejected.Reason.TOO_LARGE);
        assertThat(refusal(Samples.blackPng(1, 4097))).isEqualTo(ImageRejected.Reason.TOO_LARGE);
        assertThat(inspector.avatar(Samples.blackPng(4096, 4096))).isNotNull();
    }

    @Test
    void avatarShouldBeRefusedAsBusyWhenThePoolHasEnded() {
        inspector.close();

        assertThat(refusal(Samples.blackPng(9, 9))).isEqualTo(ImageRejected.Reason.BUSY);
        assertThat(inspect(Samples.blackPng(9, 9)).type()).isEqualTo(MediaType.PNG);
    }

    @Test
    void failureToReadShouldBeUnavailability() {
        SeekableContent gone = new Endless(new byte[0], new byte[1]) {
            @Override
            public SeekableByteChannel open() throws IOException {
                throw new IOException("gone");
            }
        };

        assertThatThrownBy(() -> inspector.inspect(gone)).hasMessage("an uploaded content cannot be read");
    }
}
