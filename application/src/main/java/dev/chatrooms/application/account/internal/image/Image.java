package dev.chatrooms.application.account.internal.image;

import dev.chatrooms.application.account.AvatarImage;
import java.util.Optional;

/**
 * A picture in a form that browsers show: walked through from end to end, with nothing in it but what it takes to show
 * it. No pixel is decoded: decoders are big, and a small file can unfold to gigabytes in them. That is why this is read
 * by hand and not with ImageIO, which also knows no WebP.
 *
 * <p>What tells of how it was made (camera, place, time, words, previews) is left out, and so is whatever follows its
 * end. What is cut short, or says of its parts what is not so, is no picture. Whether the pixels can be decoded is for
 * who shows them to find out.
 *
 * @param picture without what was left out
 * @param width in pixels
 * @param height in pixels
 */
public record Image(AvatarImage picture, int width, int height) {
    /** What a form of picture is read with; one a form. */
    private interface Form {
        /** Empty where it is of another form. @throws NoImage if it is of this one and broken */
        Optional<Image> read(Bytes in);
    }

    private static final Form[] FORMS = {Png::read, Jpeg::read, Gif::read, WebP::read};

    /** Reads a picture. @throws NoImage if it is none, or of no known form */
    public static Image of(byte[] bytes) {
        for (Form form : FORMS) {
            Optional<Image> image = form.read(new Bytes(bytes));
            if (image.isPresent()) {
                return image.get();
            }
        }
        throw new NoImage();
    }
}
