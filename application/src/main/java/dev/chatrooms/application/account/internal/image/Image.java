package dev.chatrooms.application.account.internal.image;

import dev.chatrooms.application.common.EncodedImage;
import java.util.Optional;

/**
 * An image in a format that browsers show, parsed from end to end and stripped of everything that is not needed to show
 * it. No pixel is decoded: decoders are large, and a small file can expand to gigabytes in them. This is why the
 * formats are parsed here and not with ImageIO, which also lacks WebP.
 *
 * <p>Metadata (camera, location, time, texts, previews) is removed, and so are bytes after the end of the image.
 * Truncated or inconsistent data is not an image. Whether the pixels can be decoded remains open.
 *
 * @param picture the image without metadata
 * @param width in pixels
 * @param height in pixels
 */
public record Image(EncodedImage picture, int width, int height) {
    /** A reader for one image format. */
    private interface Form {
        /**
         * Returns an empty value for another format. @throws InvalidImage if the image has this format and is broken
         */
        Optional<Image> read(Bytes in);
    }

    private static final Form[] FORMS = {Png::read, Jpeg::read, Gif::read, WebP::read};

    /** Parses an image. @throws InvalidImage if it is broken or of no known format */
    public static Image of(byte[] bytes) {
        for (Form form : FORMS) {
            Optional<Image> image = form.read(new Bytes(bytes));
            if (image.isPresent()) {
                return image.get();
            }
        }
        throw new InvalidImage();
    }
}
