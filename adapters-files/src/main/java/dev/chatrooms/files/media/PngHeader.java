package dev.chatrooms.files.media;

import dev.chatrooms.domain.file.Dimensions;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import javax.imageio.stream.ImageInputStream;

/** The header of a PNG picture. */
final class PngHeader {
    private static final int SIGNATURE = 8;
    private static final int DEPTH_OFFSET = 24;
    private static final int CRC = 4;
    private static final int PALETTE = 0x504C5445;
    private static final int PALETTE_BYTES = 768;
    private static final int PIXELS = 0x49444154;
    private static final int DEEP = 16;

    private PngHeader() {}

    static PictureHeader read(SeekableByteChannel channel) throws IOException {
        Dimensions size = PictureFormat.PNG.decoderDimensions(channel);
        try (ImageInputStream in = PictureFormat.stream(channel)) {
            in.seek(DEPTH_OFFSET);
            int sampleBytes = in.readUnsignedByte() == DEEP ? 2 * PictureHeader.RGB : PictureHeader.RGB;
            checkChunks(in);
            // Two rows for the filters, and one that is converted.
            return PictureHeader.whole(size, in.getStreamPosition() + 3L * size.width() * sampleBytes, sampleBytes);
        }
    }

    /** The decoder allocates as much for a palette as its chunk claims, and keeps other chunks. */
    private static void checkChunks(ImageInputStream in) throws IOException {
        in.seek(SIGNATURE);
        while (in.getStreamPosition() < PictureHeader.MAX_BYTES) {
            long length = in.readUnsignedInt();
            int name = in.readInt();
            if (name == PIXELS) {
                return;
            }
            if (name == PALETTE && length > PALETTE_BYTES) {
                throw new Unreadable("a palette of " + length + " bytes");
            }
            in.seek(in.getStreamPosition() + length + CRC);
        }
        throw new Unreadable("no pixels within " + PictureHeader.MAX_BYTES + " bytes");
    }
}
