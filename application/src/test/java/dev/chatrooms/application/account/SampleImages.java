package dev.chatrooms.application.account;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** Images of each format, made by other programs where possible, with metadata that must not be published. */
public final class SampleImages {
    /** A text that no stored image may contain. */
    public static final String SECRET = "GPS 47.3769 N 8.5417 E";

    private SampleImages() {}

    /** Returns an image of the given size in which neighbouring pixels differ. */
    public static byte[] drawn(String format, int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < width; x++) {
            for (int y = 0; y < height; y++) {
                image.setRGB(x, y, (x * 37 % 256) << 16 | (y * 59 % 256) << 8 | (x + y) % 256);
            }
        }
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            if (!ImageIO.write(image, format, out)) {
                throw new IllegalStateException("nobody here writes " + format);
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the pixels as other programs decode them. */
    public static int[] pixels(byte[] image) {
        try {
            BufferedImage decoded = ImageIO.read(new ByteArrayInputStream(image));
            return decoded.getRGB(0, 0, decoded.getWidth(), decoded.getHeight(), null, 0, decoded.getWidth());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] png(int width, int height) {
        return drawn("png", width, height);
    }

    /** Has texts, EXIF, a time and an unknown chunk after the header, and bytes after the end. */
    public static byte[] telling(byte[] png) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(png, 0, 33);
        for (String name : new String[] {"tEXt", "zTXt", "iTXt", "eXIf", "tIME", "prVt"}) {
            out.writeBytes(pngChunk(name, SECRET.getBytes(StandardCharsets.US_ASCII)));
        }
        out.write(png, 33, png.length - 33);
        out.writeBytes(SECRET.getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    public static byte[] pngChunk(String name, byte[] data) {
        ByteBuffer chunk = ByteBuffer.allocate(12 + data.length)
                .putInt(data.length)
                .put(name.getBytes(StandardCharsets.US_ASCII))
                .put(data);
        CRC32 crc = new CRC32();
        crc.update(chunk.array(), 4, 4 + data.length);
        return chunk.putInt((int) crc.getValue()).array();
    }

    /** Has EXIF, XMP, a comment and another program's segment after the first one, and bytes after the end. */
    public static byte[] tellingJpeg(byte[] jpeg) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(jpeg, 0, 2);
        for (int marker : new int[] {0xE1, 0xE2, 0xED, 0xFE}) {
            byte[] data = ("Exif\0\0" + SECRET).getBytes(StandardCharsets.US_ASCII);
            out.write(0xFF);
            // Any number of fill bytes is allowed.
            out.write(0xFF);
            out.write(marker);
            out.write(0);
            out.write(data.length + 2);
            out.writeBytes(data);
        }
        out.write(jpeg, 2, jpeg.length - 2);
        out.writeBytes(SECRET.getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    /** Has a comment and another program's extension before the trailer, and bytes after it. */
    public static byte[] tellingGif(byte[] gif) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(gif, 0, gif.length - 1);
        byte[] secret = SECRET.getBytes(StandardCharsets.US_ASCII);
        out.writeBytes(new byte[] {0x21, (byte) 0xFE, (byte) secret.length});
        out.writeBytes(secret);
        out.write(0);
        out.writeBytes(new byte[] {0x21, (byte) 0xFF, 11});
        out.writeBytes("XMP DataXMP".getBytes(StandardCharsets.US_ASCII));
        out.write(secret.length);
        out.writeBytes(secret);
        out.write(0);
        out.write(gif[gif.length - 1]);
        out.writeBytes(secret);
        return out.toByteArray();
    }

    /** Has the header of lossless pixels of the given size. */
    public static byte[] losslessChunk(int width, int height) {
        int size = (width - 1) | (height - 1) << 14;
        return webPChunk("VP8L", bytes(0x2F, size, size >> 8, size >> 16, size >> 24, 1, 2));
    }

    public static byte[] extendedChunk(int flags, int width, int height) {
        int w = width - 1;
        int h = height - 1;
        return webPChunk("VP8X", bytes(flags, 0, 0, 0, w, w >> 8, w >> 16, h, h >> 8, h >> 16));
    }

    public static byte[] webPChunk(String name, byte[] data) {
        return ByteBuffer.allocate(8 + data.length + data.length % 2)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(name.getBytes(StandardCharsets.US_ASCII))
                .putInt(data.length)
                .put(data)
                .array();
    }

    public static byte[] webP(byte[]... chunks) {
        byte[] all = joined(chunks);
        return ByteBuffer.allocate(12 + all.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(all.length + 4)
                .put("WEBP".getBytes(StandardCharsets.US_ASCII))
                .put(all)
                .array();
    }

    public static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
