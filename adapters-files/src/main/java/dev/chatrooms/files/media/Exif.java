package dev.chatrooms.files.media;

import com.twelvemonkeys.imageio.metadata.Entry;
import com.twelvemonkeys.imageio.metadata.tiff.TIFF;
import com.twelvemonkeys.imageio.metadata.tiff.TIFFReader;
import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import java.io.IOException;
import net.coobird.thumbnailator.util.exif.Orientation;

/** Reads the orientation of the camera. */
final class Exif {
    private Exif() {}

    /** Returns the orientation that EXIF data gives; upright if it gives none or is damaged. */
    static Orientation orientation(byte[] exif) {
        if (exif.length == 0) {
            return Orientation.TOP_LEFT;
        }
        try {
            Entry entry =
                    new TIFFReader().read(new ByteArrayImageInputStream(exif)).getEntryById(TIFF.TAG_ORIENTATION);
            Orientation found = entry != null && entry.getValue() instanceof Number value
                    ? Orientation.typeOf(value.intValue())
                    : null;
            return found == null ? Orientation.TOP_LEFT : found;
        } catch (IOException | RuntimeException e) {
            return Orientation.TOP_LEFT;
        }
    }
}
