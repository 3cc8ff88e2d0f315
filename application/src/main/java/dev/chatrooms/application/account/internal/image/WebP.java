package dev.chatrooms.application.account.internal.image;

import dev.chatrooms.application.common.EncodedImage;
import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.Set;

/**
 * WebP (RFC 9649): a RIFF file of chunks, each padded to an even length. It has either a single chunk of pixels, or a
 * VP8X chunk first that describes the canvas and the other chunks.
 */
final class WebP {
    private static final int ANIMATED = 0x02;
    /** The flags in VP8X for EXIF and XMP. */
    private static final int TELLING = 0x0C;

    private static final Set<String> KEPT = Set.of("VP8X", "VP8 ", "VP8L", "ALPH", "ICCP", "ANIM", "ANMF");
    private static final Set<String> KEPT_IN_FRAMES = Set.of("VP8 ", "VP8L", "ALPH");

    /** The size of the canvas or of the pixels. */
    private record Size(int width, int height) {}

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private Size canvas = new Size(0, 0);
    private boolean extended;
    private boolean animated;
    private boolean pixels;

    private WebP() {}

    static Optional<Image> read(Bytes in) {
        if (!in.startsWith("RIFF")) {
            return Optional.empty();
        }
        in.skip(4);
        Bytes riff = in.part(in.sizeLittleEndian());
        Bytes.require(riff.ascii(4).equals("WEBP"));
        WebP image = new WebP();
        while (!riff.atEnd()) {
            image.chunk(riff);
        }
        Bytes.require(image.pixels);
        return Optional.of(
                new Image(new EncodedImage("image/webp", image.file()), image.canvas.width(), image.canvas.height()));
    }

    private byte[] file() {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ascii(file, "RIFF");
        size(file, out.size() + 4);
        ascii(file, "WEBP");
        file.writeBytes(out.toByteArray());
        return file.toByteArray();
    }

    private void chunk(Bytes riff) {
        String name = riff.ascii(4);
        Bytes data = data(riff);
        boolean first = out.size() == 0;
        Bytes.require(first || extended);
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        switch (name) {
            case "VP8X" -> {
                Bytes.require(first);
                extended(data, content);
            }
            case "VP8 ", "VP8L" -> {
                Size size = name.equals("VP8L") ? lossless(data) : lossy(data);
                Bytes.require(!pixels && !animated && (first || size.equals(canvas)));
                canvas = size;
                pixels = true;
                data.copyWhole(content);
            }
            case "ANMF" -> {
                Bytes.require(animated);
                frame(data, content);
                pixels = true;
            }
            default -> {
                Bytes.require(!first);
                data.copyWhole(content);
            }
        }
        if (KEPT.contains(name)) {
            write(out, name, content.toByteArray());
        }
    }

    private void extended(Bytes data, ByteArrayOutputStream content) {
        int flags = data.u8();
        int rest = data.position();
        data.skip(3);
        canvas = new Size(1 + data.u24LittleEndian(), 1 + data.u24LittleEndian());
        Bytes.require(data.atEnd());
        extended = true;
        animated = (flags & ANIMATED) != 0;
        content.write(flags & ~TELLING);
        data.copy(rest, content);
    }

    private void frame(Bytes data, ByteArrayOutputStream content) {
        int start = data.position();
        int x = 2 * data.u24LittleEndian();
        int y = 2 * data.u24LittleEndian();
        Size size = new Size(1 + data.u24LittleEndian(), 1 + data.u24LittleEndian());
        Bytes.require(x + size.width() <= canvas.width() && y + size.height() <= canvas.height());
        data.skip(4);
        data.copy(start, content);
        boolean shown = false;
        while (!data.atEnd()) {
            String name = data.ascii(4);
            Bytes inner = data(data);
            if (name.equals("VP8 ") || name.equals("VP8L")) {
                Bytes.require(!shown && size.equals(name.equals("VP8L") ? lossless(inner) : lossy(inner)));
                shown = true;
            }
            if (KEPT_IN_FRAMES.contains(name)) {
                ByteArrayOutputStream kept = new ByteArrayOutputStream();
                inner.copyWhole(kept);
                write(content, name, kept.toByteArray());
            }
        }
        Bytes.require(shown);
    }

    private static Bytes data(Bytes in) {
        int length = in.sizeLittleEndian();
        Bytes data = in.part(length);
        if (length % 2 == 1) {
            in.skip(1);
        }
        return data;
    }

    /**
     * A key frame of VP8 (RFC 6386, 9.1): its tag, three fixed bytes, then width and height with two bits of scaling
     * each.
     */
    private static Size lossy(Bytes data) {
        Bytes.require((data.u24LittleEndian() & 1) == 0);
        Bytes.require(data.u8() == 0x9D && data.u8() == 0x01 && data.u8() == 0x2A);
        return positive(data.u16LittleEndian() & 0x3FFF, data.u16LittleEndian() & 0x3FFF);
    }

    /** The header of a lossless image: a fixed byte, then width and height less one, fourteen bits each. */
    private static Size lossless(Bytes data) {
        Bytes.require(data.u8() == 0x2F);
        int low = data.u16LittleEndian();
        int high = data.u16LittleEndian();
        return positive((low & 0x3FFF) + 1, (low >> 14 | (high & 0xFFF) << 2) + 1);
    }

    private static Size positive(int width, int height) {
        Bytes.require(width > 0 && height > 0);
        return new Size(width, height);
    }

    private static void write(ByteArrayOutputStream to, String name, byte[] content) {
        ascii(to, name);
        size(to, content.length);
        to.writeBytes(content);
        if (content.length % 2 == 1) {
            to.write(0);
        }
    }

    private static void ascii(ByteArrayOutputStream to, String text) {
        text.chars().forEach(to::write);
    }

    private static void size(ByteArrayOutputStream to, int number) {
        for (int shift = 0; shift < 32; shift += 8) {
            to.write(number >> shift);
        }
    }
}
