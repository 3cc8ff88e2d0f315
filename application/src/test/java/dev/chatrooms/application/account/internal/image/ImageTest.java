package dev.chatrooms.application.account.internal.image;

import static dev.chatrooms.application.account.SampleImages.SECRET;
import static dev.chatrooms.application.account.SampleImages.drawn;
import static dev.chatrooms.application.account.SampleImages.extendedChunk;
import static dev.chatrooms.application.account.SampleImages.frameChunk;
import static dev.chatrooms.application.account.SampleImages.joined;
import static dev.chatrooms.application.account.SampleImages.losslessChunk;
import static dev.chatrooms.application.account.SampleImages.lossyChunk;
import static dev.chatrooms.application.account.SampleImages.pixels;
import static dev.chatrooms.application.account.SampleImages.pngChunk;
import static dev.chatrooms.application.account.SampleImages.telling;
import static dev.chatrooms.application.account.SampleImages.tellingGif;
import static dev.chatrooms.application.account.SampleImages.tellingJpeg;
import static dev.chatrooms.application.account.SampleImages.webP;
import static dev.chatrooms.application.account.SampleImages.webPChunk;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ImageTest {
    private static final int FLAGS_OF_EXIF_AND_XMP = 0x0C;
    private static final int ANIMATED = 0x02;

    /** Bytes with a name for the test. */
    private record Sample(String what, byte[] bytes) {
        @Override
        public String toString() {
            return what;
        }
    }

    private static byte[] animation() {
        return webP(
                extendedChunk(ANIMATED, 20, 10),
                webPChunk("ANIM", new byte[6]),
                frameChunk(2, 2, 18, 8, joined(webPChunk("ALPH", new byte[3]), lossyChunk(18, 8))),
                frameChunk(0, 0, 4, 4, losslessChunk(4, 4)));
    }

    static Stream<Arguments> pictures() {
        return Stream.of(
                Arguments.of("image/png", 31, 17, drawn("png", 31, 17)),
                Arguments.of("image/jpeg", 31, 17, drawn("jpg", 31, 17)),
                Arguments.of("image/gif", 31, 17, drawn("gif", 31, 17)),
                Arguments.of("image/webp", 31, 17, webP(losslessChunk(31, 17))),
                Arguments.of("image/webp", 16_384, 16_384, webP(losslessChunk(16_384, 16_384))),
                Arguments.of("image/webp", 31, 17, webP(lossyChunk(31, 17))),
                Arguments.of("image/webp", 31, 17, webP(extendedChunk(0, 31, 17), lossyChunk(31, 17))),
                Arguments.of("image/webp", 20, 10, animation()));
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void imageShouldStayTheSameWhenItHasNoMetadata(String mediaType, int width, int height, byte[] bytes) {
        Image image = Image.of(bytes);

        assertThat(image.picture().mediaType()).isEqualTo(mediaType);
        assertThat(image.width()).isEqualTo(width);
        assertThat(image.height()).isEqualTo(height);
        assertThat(image.picture().bytes()).isEqualTo(bytes);
    }

    static Stream<Arguments> tellingPictures() {
        byte[] secret = SECRET.getBytes(StandardCharsets.US_ASCII);
        byte[] webP = webP(
                extendedChunk(FLAGS_OF_EXIF_AND_XMP, 31, 17),
                webPChunk("ICCP", new byte[5]),
                losslessChunk(31, 17),
                webPChunk("EXIF", secret),
                webPChunk("XMP ", secret),
                webPChunk("prVt", secret));
        byte[] plain = webP(extendedChunk(0, 31, 17), webPChunk("ICCP", new byte[5]), losslessChunk(31, 17));
        return Stream.of(
                Arguments.of("png", telling(drawn("png", 31, 17)), drawn("png", 31, 17)),
                Arguments.of("jpg", tellingJpeg(drawn("jpg", 31, 17)), drawn("jpg", 31, 17)),
                Arguments.of("gif", tellingGif(drawn("gif", 31, 17)), drawn("gif", 31, 17)),
                Arguments.of("webp", joined(webP, secret), plain),
                Arguments.of(
                        "webp frames",
                        webP(
                                extendedChunk(ANIMATED | FLAGS_OF_EXIF_AND_XMP, 20, 10),
                                webPChunk("ANIM", new byte[6]),
                                frameChunk(2, 2, 18, 8, joined(lossyChunk(18, 8), webPChunk("EXIF", secret)))),
                        webP(
                                extendedChunk(ANIMATED, 20, 10),
                                webPChunk("ANIM", new byte[6]),
                                frameChunk(2, 2, 18, 8, lossyChunk(18, 8)))));
    }

    @ParameterizedTest
    @MethodSource("tellingPictures")
    void imageShouldLoseItsMetadata(String what, byte[] telling, byte[] silent) {
        assertThat(new String(telling, StandardCharsets.ISO_8859_1)).contains(SECRET);

        byte[] kept = Image.of(telling).picture().bytes();

        assertThat(new String(kept, StandardCharsets.ISO_8859_1)).doesNotContain(SECRET);
        assertThat(kept).isEqualTo(silent);
        if (!what.startsWith("webp")) {
            assertThat(pixels(kept)).isEqualTo(pixels(telling));
        }
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void imageShouldBeRefusedWhereverItIsTruncated(String mediaType, int width, int height, byte[] bytes) {
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> Image.of(cut))
                    .as("%s of %s", length, mediaType)
                    .isInstanceOf(InvalidImage.class);
        }
    }

    static Stream<Sample> liars() {
        byte[] png = drawn("png", 31, 17);
        byte[] jpeg = drawn("jpg", 31, 17);
        byte[] gif = drawn("gif", 31, 17);
        byte[] header = Arrays.copyOf(png, 33);
        byte[] end = pngChunk("IEND", new byte[0]);
        return Stream.of(
                new Sample("nothing", new byte[0]),
                new Sample("text", "hello".getBytes(StandardCharsets.US_ASCII)),
                new Sample("a web page", "<html><script>alert(1)</script>".getBytes(StandardCharsets.US_ASCII)),
                new Sample("SVG", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>".getBytes(StandardCharsets.US_ASCII)),
                new Sample("BMP", drawn("bmp", 3, 3)),
                new Sample("PNG with a wrong checksum", changed(png, 20, 1)),
                new Sample("PNG without pixels", joined(header, end)),
                new Sample("PNG with two headers", joined(header, Arrays.copyOfRange(png, 8, png.length))),
                new Sample("PNG with a long chunk", joined(header, new byte[] {0x7F, -1, -1, -1}, new byte[40])),
                new Sample("PNG with a negative chunk", joined(header, new byte[] {-1, -1, -1, -1}, new byte[40])),
                new Sample("PNG of no width", pngOf(0, 17, 8, 2)),
                new Sample("PNG of negative height", pngOf(31, -1, 8, 2)),
                new Sample("PNG of a strange depth", pngOf(31, 17, 7, 2)),
                new Sample("PNG of strange colours", pngOf(31, 17, 8, 5)),
                new Sample("PNG with an unknown need", joined(header, pngChunk("NEED", new byte[3]), png)),
                new Sample("JPEG without pixels", new byte[] {-1, (byte) 0xD8, -1, (byte) 0xD9}),
                new Sample("JPEG of no height", changed(jpeg, frame(jpeg) + 6, jpeg[frame(jpeg) + 6])),
                new Sample("JPEG of twelve bits", changed(jpeg, frame(jpeg) + 4, 8 ^ 12)),
                new Sample("JPEG without loss", changed(jpeg, frame(jpeg) + 1, 0xC0 ^ 0xC3)),
                new Sample("JPEG with two frames", doubled(jpeg)),
                new Sample("GIF of no screen's frames", joined(Arrays.copyOf(gif, 13 + 768), new byte[] {0x3B})),
                new Sample("GIF with an unknown block", changed(gif, 13 + 768, 0x2C ^ 0x40)),
                new Sample("WebP of two pictures", webP(lossyChunk(3, 3), lossyChunk(3, 3))),
                new Sample("WebP with a lying canvas", webP(extendedChunk(0, 31, 17), lossyChunk(31, 18))),
                new Sample(
                        "WebP with a frame outside",
                        webP(extendedChunk(ANIMATED, 20, 10), frameChunk(4, 2, 18, 8, lossyChunk(18, 8)))),
                new Sample(
                        "WebP with a lying frame",
                        webP(extendedChunk(ANIMATED, 20, 10), frameChunk(0, 0, 18, 8, lossyChunk(17, 8)))),
                new Sample(
                        "WebP with an empty frame",
                        webP(extendedChunk(ANIMATED, 20, 10), frameChunk(0, 0, 18, 8, new byte[0]))),
                new Sample(
                        "WebP with frames that is no animation",
                        webP(extendedChunk(0, 20, 10), frameChunk(0, 0, 18, 8, lossyChunk(18, 8)))),
                new Sample("WebP without pixels", webP(extendedChunk(0, 31, 17))),
                new Sample("WebP with nothing", webP()),
                new Sample(
                        "a sound",
                        joined(
                                "RIFF".getBytes(StandardCharsets.US_ASCII),
                                new byte[] {4, 0, 0, 0},
                                "WAVE".getBytes(StandardCharsets.US_ASCII))));
    }

    private static byte[] changed(byte[] bytes, int at, int flips) {
        byte[] changed = bytes.clone();
        changed[at] ^= (byte) flips;
        return changed;
    }

    private static byte[] pngOf(int width, int height, int depth, int colours) {
        byte[] png = drawn("png", 31, 17);
        byte[] header = java.nio.ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put((byte) depth)
                .put((byte) colours)
                .array();
        return joined(Arrays.copyOf(png, 8), pngChunk("IHDR", header), Arrays.copyOfRange(png, 33, png.length));
    }

    /** Returns the index of the frame segment's 0xFF. */
    private static int frame(byte[] jpeg) {
        int at = 0;
        while (!((jpeg[at] & 0xFF) == 0xFF && (jpeg[at + 1] & 0xFF) == 0xC0)) {
            at++;
        }
        return at;
    }

    private static byte[] doubled(byte[] jpeg) {
        int from = frame(jpeg);
        int to = from + 2 + 8 + 9;
        return joined(
                Arrays.copyOf(jpeg, to), Arrays.copyOfRange(jpeg, from, to), Arrays.copyOfRange(jpeg, to, jpeg.length));
    }

    @ParameterizedTest
    @MethodSource("liars")
    void imageShouldBeRefusedWhenItIsInconsistent(Sample sample) {
        assertThatThrownBy(() -> Image.of(sample.bytes())).isInstanceOf(InvalidImage.class);
    }

    @Test
    void sizeShouldIncludeFramesThatExceedTheScreen() {
        byte[] gif = drawn("gif", 31, 17);
        int frame = 13 + 768;
        gif[frame + 2] = 0x10;

        assertThat(Image.of(gif).width()).isEqualTo(31 + 0x1000);
    }

    /** Any bytes are either refused or parsed, and a parsed image parses to itself. */
    @ParameterizedTest
    @CsvSource({"1", "2", "3", "4", "5"})
    void anyBytesShouldBeParsedOrRefused(int seed) {
        Random random = new Random(seed);
        byte[][] seeds = pictures().map(p -> (byte[]) p.get()[3]).toArray(byte[][]::new);
        for (int round = 0; round < 4000; round++) {
            byte[] bytes = seeds[random.nextInt(seeds.length)].clone();
            for (int i = random.nextInt(4); i >= 0; i--) {
                bytes[random.nextInt(random.nextBoolean() ? Math.min(40, bytes.length) : bytes.length)] =
                        (byte) random.nextInt();
            }
            if (random.nextInt(8) == 0) {
                random.nextBytes(bytes);
            }
            tryToRead(bytes);
        }
    }

    private static void tryToRead(byte[] bytes) {
        try {
            Image image = Image.of(bytes);
            assertThat(image.width()).isPositive();
            assertThat(image.height()).isPositive();
            byte[] kept = image.picture().bytes();
            assertThat(kept).hasSizeLessThanOrEqualTo(bytes.length);
            assertThat(Image.of(kept)).isEqualTo(image);
        } catch (InvalidImage e) {
            assertThat(e).hasMessage("not an image of a known format");
        }
    }
}
