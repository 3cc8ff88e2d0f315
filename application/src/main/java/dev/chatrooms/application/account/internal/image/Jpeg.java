package dev.chatrooms.application.account.internal.image;

import dev.chatrooms.application.common.EncodedImage;
import java.io.ByteArrayOutputStream;
import java.util.Optional;

/**
 * JPEG (ITU-T T.81, annex B): markers, most of them before a segment with its length; after a start of scan the coded
 * pixels, up to the next marker that is not one of theirs. Baseline, extended and progressive, which is what browsers
 * show.
 */
final class Jpeg {
    private static final String START = "\u00FF\u00D8\u00FF";
    private static final int END_OF_IMAGE = 0xD9;
    private static final int START_OF_SCAN = 0xDA;
    private static final int TABLES = 0xDB;
    private static final int RESTART_INTERVAL = 0xDD;
    private static final int HUFFMAN_TABLES = 0xC4;
    private static final int ARITHMETIC_CONDITIONING = 0xCC;
    private static final int COMMENT = 0xFE;

    private Jpeg() {}

    static Optional<Image> read(Bytes in) {
        if (!in.startsWith(START)) {
            return Optional.empty();
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        in.skip(2);
        in.copy(0, out);
        int width = 0;
        int height = 0;
        boolean pixels = false;
        int marker = 0;
        while (marker != END_OF_IMAGE) {
            Bytes.require(in.u8() == 0xFF);
            while (in.peek() == 0xFF) {
                // Any number of fill bytes may precede a marker; one is kept.
                in.skip(1);
            }
            int start = in.position() - 1;
            marker = in.u8();
            if (marker == END_OF_IMAGE) {
                Bytes.require(pixels);
                in.copy(start, out);
                continue;
            }
            int length = in.u16();
            Bytes.require(length >= 2);
            Bytes data = in.part(length - 2);
            if (isFrame(marker)) {
                Bytes.require(width == 0 && marker <= 0xC2);
                Bytes.require(data.u8() == 8);
                height = data.u16();
                width = data.u16();
                int components = data.u8();
                Bytes.require(width > 0 && height > 0 && components >= 1 && components <= 4);
                Bytes.require(length == 8 + 3 * components);
            }
            if (marker == START_OF_SCAN) {
                Bytes.require(width > 0);
                skipPixels(in);
                pixels = true;
            }
            if (isKept(marker, data)) {
                in.copy(start, out);
            } else {
                Bytes.require(marker == COMMENT || isApplication(marker));
            }
        }
        return Optional.of(new Image(new EncodedImage("image/jpeg", out.toByteArray()), width, height));
    }

    private static boolean isFrame(int marker) {
        return marker >= 0xC0
                && marker <= 0xCF
                && marker != HUFFMAN_TABLES
                && marker != 0xC8
                && marker != ARITHMETIC_CONDITIONING;
    }

    private static boolean isApplication(int marker) {
        return marker >= 0xE0 && marker <= 0xEF;
    }

    /** Keeps, of the application segments, only those that affect colours and density. */
    private static boolean isKept(int marker, Bytes data) {
        return switch (marker) {
            case 0xE0 -> data.startsWith("JFIF\0");
            case 0xE2 -> data.startsWith("ICC_PROFILE\0");
            case 0xEE -> data.startsWith("Adobe");
            case HUFFMAN_TABLES, START_OF_SCAN, TABLES, RESTART_INTERVAL -> true;
            default -> isFrame(marker);
        };
    }

    /** A 0xFF among the pixels is followed by a zero or is a restart; otherwise it begins the next marker. */
    private static void skipPixels(Bytes in) {
        while (true) {
            if (in.peek() == 0xFF) {
                int next = in.peekSecond();
                if (next != 0 && !(next >= 0xD0 && next <= 0xD7)) {
                    return;
                }
                in.skip(1);
            }
            in.skip(1);
        }
    }
}
