package dev.chatrooms.files.media;

import dev.chatrooms.domain.file.Dimensions;
import java.awt.Point;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import javax.imageio.stream.ImageInputStream;
import net.coobird.thumbnailator.util.exif.Orientation;

/**
 * The header of a WebP picture, with the place of an animation's first frame and the orientation, which the decoder
 * does not report.
 */
final class WebPHeader {
    private static final int FILE_HEADER = 12;
    private static final int EXTENDED = fourCc("VP8X");
    private static final int LOSSY = fourCc("VP8 ");
    private static final int PROFILE = fourCc("ICCP");
    private static final int EXIF = fourCc("EXIF");
    private static final int FRAME = fourCc("ANMF");
    private static final int MAX_EXIF = 64 * 1024;
    private static final int MAX_CHUNKS = 20_000;

    /** The decoder needs the whole picture in four bytes a pixel, and once more for the transparency. */
    private static final int LOSSLESS_BYTES = 9;
    /** It keeps tables for each block of 256 pixels. */
    private static final int LOSSY_BYTES = 1;

    private final Dimensions frame;
    private Dimensions canvas;
    private boolean extended;
    private Point offset = new Point();
    private Orientation orientation = Orientation.TOP_LEFT;
    private int bytesPerPixel = LOSSLESS_BYTES;
    private boolean frameSeen;

    private WebPHeader(Dimensions frame) {
        this.frame = frame;
        this.canvas = frame;
    }

    static PictureHeader read(SeekableByteChannel channel) throws IOException {
        WebPHeader header = new WebPHeader(decoderDimensions(channel));
        try (ImageInputStream in = PictureFormat.stream(channel)) {
            in.setByteOrder(ByteOrder.LITTLE_ENDIAN);
            header.readChunks(in);
        }
        return header.result();
    }

    /** Opening the picture makes the decoder read the colour profile, so that is checked first. */
    private static Dimensions decoderDimensions(SeekableByteChannel channel) throws IOException {
        try (ImageInputStream in = PictureFormat.stream(channel)) {
            in.setByteOrder(ByteOrder.LITTLE_ENDIAN);
            eachChunk(in, (name, length) -> {
                if (name == PROFILE) {
                    in.setByteOrder(ByteOrder.BIG_ENDIAN);
                    long claimed = in.readUnsignedInt();
                    in.setByteOrder(ByteOrder.LITTLE_ENDIAN);
                    if (claimed > length || length > PictureHeader.MAX_BYTES) {
                        throw new Unreadable("a colour profile of " + length + " bytes that claims " + claimed);
                    }
                }
            });
        }
        return PictureFormat.WEBP.decoderDimensions(channel);
    }

    private void readChunks(ImageInputStream in) throws IOException {
        eachChunk(in, (name, length) -> {
            if (name == EXTENDED) {
                in.skipBytes(4);
                canvas = PictureFormat.checked(readSize(in), readSize(in));
                extended = true;
            } else if (name == LOSSY && !frameSeen && !extended) {
                bytesPerPixel = LOSSY_BYTES;
            } else if (name == FRAME && !frameSeen) {
                frameSeen = true;
                offset = new Point(2 * readThreeBytes(in), 2 * readThreeBytes(in));
            } else if (name == EXIF && length <= MAX_EXIF) {
                byte[] exif = new byte[(int) length];
                in.readFully(exif);
                orientation = Exif.orientation(exif);
            }
        });
    }

    private PictureHeader result() throws Unreadable {
        if (offset.x + frame.width() > canvas.width() || offset.y + frame.height() > canvas.height()) {
            throw new Unreadable("a frame beyond the canvas");
        }
        long pixels = Math.max(canvas.pixels(), frame.pixels());
        return new PictureHeader(canvas, frame, offset, orientation, pixels * bytesPerPixel, PictureHeader.RGB);
    }

    private interface ChunkVisitor {
        void visit(int name, long length) throws IOException;
    }

    /** Visits the chunks up to the first that is cut off. */
    private static void eachChunk(ImageInputStream in, ChunkVisitor visitor) throws IOException {
        in.seek(FILE_HEADER);
        try {
            for (int chunk = 0; chunk < MAX_CHUNKS; chunk++) {
                int name = in.readInt();
                long length = in.readUnsignedInt();
                long start = in.getStreamPosition();
                visitor.visit(name, length);
                in.seek(start + length + (length & 1));
            }
        } catch (EOFException e) {
            return;
        }
        throw new Unreadable("more than " + MAX_CHUNKS + " chunks");
    }

    private static int readSize(ImageInputStream in) throws IOException {
        return 1 + readThreeBytes(in);
    }

    private static int readThreeBytes(ImageInputStream in) throws IOException {
        return in.readUnsignedByte() | in.readUnsignedByte() << 8 | in.readUnsignedByte() << 16;
    }

    private static int fourCc(String name) {
        return name.charAt(0) | name.charAt(1) << 8 | name.charAt(2) << 16 | name.charAt(3) << 24;
    }
}
