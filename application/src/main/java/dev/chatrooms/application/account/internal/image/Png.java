package dev.chatrooms.application.account.internal.image;

import dev.chatrooms.application.common.EncodedImage;
import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.Set;

/**
 * PNG (W3C, third edition): a signature and chunks, each with its length, name and checksum, from IHDR to IEND. A chunk
 * whose name begins in lower case is not needed for the pixels.
 */
final class Png {
    private static final String SIGNATURE = "\u0089PNG\r\n\u001A\n";
    private static final int HEADER_BYTES = 13;

    /** The ancillary chunks that affect the look: transparency, colours, density, animation. All others are dropped. */
    private static final Set<String> KEPT = Set.of(
            "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "cHRM", "gAMA", "iCCP", "sBIT", "sRGB", "cICP", "bKGD", "hIST",
            "pHYs", "sPLT", "acTL", "fcTL", "fdAT");

    private Png() {}

    static Optional<Image> read(Bytes in) {
        if (!in.startsWith(SIGNATURE)) {
            return Optional.empty();
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        in.skip(SIGNATURE.length());
        in.copy(0, out);
        int width = 0;
        int height = 0;
        boolean pixels = false;
        String name = "";
        for (boolean first = true; !name.equals("IEND"); first = false) {
            int start = in.position();
            int length = in.size();
            name = in.ascii(4);
            Bytes data = in.part(length);
            long crc = in.crc(start + 4);
            Bytes.require((in.u16() << 16 | in.u16()) == (int) crc);
            Bytes.require(first == name.equals("IHDR"));
            if (first) {
                Bytes.require(length == HEADER_BYTES);
                width = data.size();
                height = data.size();
                Bytes.require(width > 0 && height > 0 && isKnown(data.u8(), data.u8()));
                Bytes.require(data.u16() == 0 && data.u8() <= 1);
            }
            pixels |= name.equals("IDAT");
            if (KEPT.contains(name)) {
                in.copy(start, out);
            } else {
                Bytes.require(Character.isLowerCase(name.charAt(0)));
            }
        }
        Bytes.require(pixels);
        return Optional.of(new Image(new EncodedImage("image/png", out.toByteArray()), width, height));
    }

    private static boolean isKnown(int depth, int colours) {
        return switch (colours) {
            case 0 -> depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
            case 3 -> depth == 1 || depth == 2 || depth == 4 || depth == 8;
            case 2, 4, 6 -> depth == 8 || depth == 16;
            default -> false;
        };
    }
}
