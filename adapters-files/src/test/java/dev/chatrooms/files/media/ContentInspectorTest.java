package dev.chatrooms.files.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.account.SampleImages;
import dev.chatrooms.application.common.EncodedImage;
import dev.chatrooms.application.spi.MediaInspector.Media;
import dev.chatrooms.application.spi.SeekableContent;
import dev.chatrooms.domain.file.Dimensions;
import dev.chatrooms.domain.file.MediaType;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures that can be shown are shown upright, and as they are. */
class ContentInspectorTest {
    /** Longer than the port's, for busy machines. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final ContentInspector inspector = new ContentInspector(new PicturePool(1, 128L * 1024 * 1024), PATIENCE);

    @AfterEach
    void close() {
        inspector.close();
    }

    private Media inspect(byte[] content) {
        return inspector.inspect(SeekableContent.of(content));
    }

    private static BufferedImage picture(EncodedImage image) {
        return Samples.decoded(image.bytes());
    }

    private static Dimensions size(EncodedImage image) {
        return new Dimensions(picture(image).getWidth(), picture(image).getHeight());
    }

    private static void assertUpright(BufferedImage image) {
        for (int i = 0; i < Samples.QUARTERS.length; i++) {
            int x = image.getWidth() * (1 + 2 * (i % 2)) / 4;
            int y = image.getHeight() * (1 + 2 * (i / 2)) / 4;
            Color found = new Color(image.getRGB(x, y));
            Color expected = Samples.QUARTERS[i];
            assertThat(Math.abs(found.getRed() - expected.getRed())
                            + Math.abs(found.getGreen() - expected.getGreen())
                            + Math.abs(found.getBlue() - expected.getBlue()))
                    .as("quarter %d is %s", i, found)
                    .isLessThan(60);
        }
    }

    @ParameterizedTest
    @CsvSource({"png, image/png", "jpg, image/jpeg", "gif, image/gif"})
    void pictureShouldHaveItsDimensionsAndASmallOpaqueThumbnail(String format, String type) {
        Media media = inspect(Samples.quarters(format, 2000, 1000));

        assertThat(media.type()).isEqualTo(new MediaType(type));
        assertThat(media.dimensions()).isEqualTo(new Dimensions(2000, 1000));
        assertThat(media.thumbnail().mediaType()).isEqualTo("image/jpeg");
        assertThat(size(media.thumbnail())).isEqualTo(new Dimensions(640, 320));
        assertUpright(picture(media.thumbnail()));
    }

    @ParameterizedTest
    @CsvSource({"40, 20, 40, 20", "1, 1, 1, 1", "641, 1, 640, 1", "3, 3000, 1, 640", "5000, 4000, 640, 512"})
    void thumbnailShouldNeverBeEnlargedNorVanish(int width, int height, int thumbWidth, int thumbHeight) {
        Media media = inspect(Samples.quarters("png", width, height));

        assertThat(media.dimensions()).isEqualTo(new Dimensions(width, height));
        assertThat(size(media.thumbnail())).isEqualTo(new Dimensions(thumbWidth, thumbHeight));
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "gif"})
    void transparentPictureShouldHaveATransparentThumbnail(String format) {
        BufferedImage image = new BufferedImage(800, 400, BufferedImage.TYPE_INT_ARGB);
        image.getGraphics().fillRect(0, 0, 400, 400);

        Media media = inspect(Samples.encoded(format, image));

        assertThat(media.thumbnail().mediaType()).isEqualTo("image/png");
        assertThat(new Color(picture(media.thumbnail()).getRGB(600, 100), true).getAlpha())
                .isZero();
        assertThat(picture(media.thumbnail()).getRGB(10, 10)).isEqualTo(Color.WHITE.getRGB());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void photoShouldBeUprightHoweverTheCameraWasHeld(int orientation) {
        byte[] photo = Samples.photo(Samples.quarters(900, 600, BufferedImage.TYPE_INT_RGB), orientation);

        Media media = inspect(photo);

        assertThat(media.dimensions()).isEqualTo(new Dimensions(900, 600));
        assertThat(size(media.thumbnail())).isEqualTo(new Dimensions(640, 427));
        assertUpright(picture(media.thumbnail()));
        assertUpright(picture(inspector.avatar(photo)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 9, -1, 300})
    void unknownOrientationShouldCountAsUpright(int orientation) {
        byte[] photo = Samples.withSegment(
                Samples.quarters("jpg", 90, 60),
                Samples.segment(
                        0xE1,
                        SampleImages.joined(
                                "Exif\0\0".getBytes(StandardCharsets.US_ASCII), Samples.exif(orientation))));

        assertThat(inspect(photo).dimensions()).isEqualTo(new Dimensions(90, 60));
        assertUpright(picture(inspect(photo).thumbnail()));
    }

    @ParameterizedTest
    @CsvSource({
        "test.webp, 128, 128, image/jpeg",
        "1.webp, 550, 368, image/jpeg",
        "1_webp_a.webp, 400, 301, image/png",
        "1_webp_ll.webp, 400, 301, image/png",
        "2_webp_ll_noalpha.webp, 386, 395, image/jpeg",
        "photo-iccp-adobergb.webp, 0, 0, image/jpeg",
        "animated-webp-supported.webp, 400, 400, image/jpeg",
        "small_1x1.webp, 1, 1, image/jpeg"
    })
    void webPShouldHaveDimensionsAndAThumbnail(String name, int width, int height, String thumbnailType) {
        Media media = inspect(Samples.webP(name));

        assertThat(media.type()).isEqualTo(MediaType.WEBP);
        if (width > 0) {
            assertThat(media.dimensions()).isEqualTo(new Dimensions(width, height));
        }
        assertThat(media.thumbnail()).isNotNull();
        assertThat(media.thumbnail().mediaType()).isEqualTo(thumbnailType);
    }

    @Test
    void webPShouldBeTurnedUprightByItsExif() {
        byte[] plain = Samples.webP("1.webp");
        byte[] turned = SampleImages.webP(
                SampleImages.extendedChunk(0x08, 550, 368),
                Arrays.copyOfRange(plain, 12, plain.length),
                SampleImages.webPChunk("EXIF", Samples.exif(6)));

        Media media = inspect(turned);

        assertThat(media.dimensions()).isEqualTo(new Dimensions(368, 550));
        assertThat(size(media.thumbnail())).isEqualTo(new Dimensions(368, 550));
    }

    @Test
    void picturesOfFourInksAndOfSixteenBitsShouldHaveThumbnails() {
        for (byte[] picture : new byte[][] {
            Samples.cmyk(1000, 500), Samples.deepPng(1000, 500, false), Samples.deepPng(1000, 500, true)
        }) {
            Media media = inspect(picture);

            assertThat(media.dimensions()).isEqualTo(new Dimensions(1000, 500));
            assertThat(size(media.thumbnail())).isEqualTo(new Dimensions(640, 320));
        }
        assertThat(size(inspect(Samples.encoded("png", Samples.quarters(1000, 500, BufferedImage.TYPE_USHORT_GRAY)))
                        .thumbnail()))
                .isEqualTo(new Dimensions(640, 320));
    }

    @Test
    void animationShouldBeShownByItsFirstFrame() {
        Media media = inspect(Samples.animation(10_000));

        assertThat(media.dimensions()).isEqualTo(new Dimensions(32, 16));
        assertUpright(picture(media.thumbnail()));
    }

    @Test
    void firstFrameShouldKeepItsPlaceOnTheCanvas() {
        byte[] gif = Samples.quarters("gif", 100, 50);
        gif[6] = (byte) 200;
        gif[8] = (byte) 100;
        int frame = Samples.gifFrame(gif);
        gif[frame + 1] = 100;
        gif[frame + 3] = 50;

        Media media = inspect(gif);

        assertThat(media.dimensions()).isEqualTo(new Dimensions(200, 100));
        BufferedImage thumbnail = picture(media.thumbnail());
        assertThat(new Color(thumbnail.getRGB(50, 50), true).getAlpha()).isZero();
        assertUpright(thumbnail.getSubimage(100, 50, 100, 50));
    }

    @Test
    void thumbnailsAndAvatarsShouldHaveNoMetadata() {
        byte[] png = SampleImages.telling(SampleImages.png(700, 30));
        byte[] jpeg = SampleImages.tellingJpeg(SampleImages.drawn("jpg", 700, 30));
        byte[] gif = SampleImages.tellingGif(SampleImages.drawn("gif", 700, 30));
        byte[] photo = Samples.photo(Samples.quarters(90, 60, BufferedImage.TYPE_INT_RGB), 6);

        for (byte[] picture : new byte[][] {png, jpeg, gif, photo}) {
            for (EncodedImage made : new EncodedImage[] {inspect(picture).thumbnail(), inspector.avatar(picture)}) {
                assertThat(new String(made.bytes(), StandardCharsets.ISO_8859_1))
                        .doesNotContain(SampleImages.SECRET)
                        .doesNotContain("Exif")
                        .doesNotContain("tEXt");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"jpg, image/jpeg, 480, 240", "png, image/png, 480, 240", "gif, image/png, 480, 240"})
    void avatarShouldBeScaledAndOfAFormatThatKeepsIt(String format, String type, int width, int height) {
        EncodedImage avatar = inspector.avatar(Samples.quarters(format, 1000, 500));

        assertThat(avatar.mediaType()).isEqualTo(type);
        assertThat(size(avatar)).isEqualTo(new Dimensions(width, height));
        assertUpright(picture(avatar));
    }

    @Test
    void smallPngShouldKeepEveryPixelAsAnAvatar() {
        byte[] png = SampleImages.png(200, 100);

        assertThat(SampleImages.pixels(inspector.avatar(png).bytes())).isEqualTo(SampleImages.pixels(png));
    }

    @Test
    void webPShouldServeAsAnAvatar() {
        assertThat(inspector.avatar(Samples.webP("1.webp")).mediaType()).isEqualTo("image/jpeg");
        assertThat(inspector.avatar(Samples.webP("1_webp_a.webp")).mediaType()).isEqualTo("image/png");
    }

    @Test
    void otherContentsShouldHaveATypeAlone() {
        assertThat(inspect("hello".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(new Media(MediaType.PLAIN_TEXT, null, null, null));
        assertThat(inspect(Samples.encoded("bmp", Samples.quarters(9, 9, BufferedImage.TYPE_INT_RGB)))
                        .thumbnail())
                .isNull();
    }
}
