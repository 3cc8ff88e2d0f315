package dev.chatrooms.files.media;

import dev.chatrooms.domain.file.Dimensions;
import java.awt.Point;
import net.coobird.thumbnailator.util.exif.Orientation;

/**
 * The content of a picture's header.
 *
 * @param canvas the whole picture as it is stored
 * @param frame the part of the canvas that the first image covers
 * @param offset the place of that image on the canvas
 * @param orientation the way to turn the canvas upright
 * @param decoderBytes the memory that its decoder needs besides the result
 * @param sampleBytes the memory of a decoded pixel
 */
record PictureHeader(
        Dimensions canvas,
        Dimensions frame,
        Point offset,
        Orientation orientation,
        long decoderBytes,
        int sampleBytes) {

    static final int RGB = 4;

    /** The most bytes before the pixels, which decoders keep. Real pictures have several previews at most. */
    static final int MAX_BYTES = 4 * 1024 * 1024;

    /** Rows of this width fit into a decoder's buffers. */
    static final int MAX_SIDE = 65_535;

    /** Decoders skip pixels, so that what they return has at most this many times the sides of the result. */
    private static final int DECODED_TIMES = 4;

    static PictureHeader whole(Dimensions canvas, long decoderBytes, int sampleBytes) {
        return new PictureHeader(canvas, canvas, new Point(), Orientation.TOP_LEFT, decoderBytes, sampleBytes);
    }

    PictureHeader turnedBy(Orientation turn) {
        return new PictureHeader(canvas, frame, offset, turn, decoderBytes, sampleBytes);
    }

    /** Returns the size of the picture as it is shown. */
    Dimensions shown() {
        return switch (orientation) {
            case TOP_LEFT, TOP_RIGHT, BOTTOM_RIGHT, BOTTOM_LEFT -> canvas;
            case LEFT_TOP, RIGHT_TOP, RIGHT_BOTTOM, LEFT_BOTTOM -> canvas.turned();
        };
    }

    /** Returns every how many pixels in each direction the decoder is to take one for a result of this side. */
    int subsampling(int maxSide) {
        int decoded = DECODED_TIMES * maxSide;
        int side = Math.max(canvas.width(), canvas.height());
        int step = (side + decoded - 1) / decoded;
        return Math.min(step, Math.min(frame.width(), frame.height()));
    }

    /** Returns the memory that decoding and scaling need. The scaled picture is smaller than the decoded one. */
    long workingBytes(int maxSide) {
        long step = subsampling(maxSide);
        return decoderBytes + 2 * (frame.pixels() / (step * step) + MAX_SIDE) * sampleBytes;
    }
}
