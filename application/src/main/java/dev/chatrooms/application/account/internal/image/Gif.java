package dev.chatrooms.application.account.internal.image;

import dev.chatrooms.application.common.EncodedImage;
import java.io.ByteArrayOutputStream;
import java.util.Optional;

/**
 * GIF (87a and 89a): a screen, then frames and extensions, each made of blocks of up to 255 bytes, up to the trailer.
 */
final class Gif {
    private static final int FRAME = 0x2C;
    private static final int EXTENSION = 0x21;
    private static final int TRAILER = 0x3B;
    private static final int GRAPHIC_CONTROL = 0xF9;
    private static final int APPLICATION = 0xFF;
    private static final int HAS_COLOURS = 0x80;

    private Gif() {}

    static Optional<Image> read(Bytes in) {
        if (!in.startsWith("GIF87a") && !in.startsWith("GIF89a")) {
            return Optional.empty();
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        in.skip(6);
        int width = in.u16LittleEndian();
        int height = in.u16LittleEndian();
        int flags = in.u8();
        in.skip(2);
        skipColours(in, flags);
        in.copy(0, out);
        boolean frames = false;
        int block = 0;
        while (block != TRAILER) {
            int start = in.position();
            block = in.u8();
            boolean kept = true;
            switch (block) {
                case TRAILER -> Bytes.require(frames);
                case EXTENSION -> {
                    kept = isKept(in);
                    skipBlocks(in);
                }
                case FRAME -> {
                    // Frames may exceed the screen, and some viewers then show the whole frame.
                    int left = in.u16LittleEndian();
                    int top = in.u16LittleEndian();
                    int frameWidth = in.u16LittleEndian();
                    int frameHeight = in.u16LittleEndian();
                    Bytes.require(frameWidth > 0 && frameHeight > 0);
                    width = Math.max(width, left + frameWidth);
                    height = Math.max(height, top + frameHeight);
                    skipColours(in, in.u8());
                    int codeSize = in.u8();
                    Bytes.require(codeSize >= 2 && codeSize <= 8);
                    skipBlocks(in);
                    frames = true;
                }
                default -> Bytes.require(false);
            }
            if (kept) {
                in.copy(start, out);
            }
        }
        return Optional.of(new Image(new EncodedImage("image/gif", out.toByteArray()), width, height));
    }

    private static void skipColours(Bytes in, int flags) {
        if ((flags & HAS_COLOURS) != 0) {
            in.skip(3 << ((flags & 7) + 1));
        }
    }

    /** Keeps the frame delays and the loop count; drops comments, texts and the data of other programs. */
    private static boolean isKept(Bytes in) {
        int label = in.u8();
        return label == GRAPHIC_CONTROL
                || (label == APPLICATION && (in.startsWith("\u000BNETSCAPE2.0") || in.startsWith("\u000BANIMEXTS1.0")));
    }

    private static void skipBlocks(Bytes in) {
        int size = in.u8();
        while (size != 0) {
            in.skip(size);
            size = in.u8();
        }
    }
}
