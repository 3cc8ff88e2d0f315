package dev.chatrooms.files.media;

import dev.chatrooms.application.account.SampleImages;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Pictures of all kinds, made here or by other programs. */
final class Samples {
    static final Color[] QUARTERS = {Color.RED, Color.GREEN, Color.BLUE, Color.YELLOW};

    private Samples() {}

    /** A picture that says where its top left is: red and green above blue and yellow. */
    static BufferedImage quarters(int width, int height, int type) {
        BufferedImage image = new BufferedImage(width, height, type);
        Graphics2D graphics = image.createGraphics();
        for (int i = 0; i < QUARTERS.length; i++) {
            graphics.setColor(QUARTERS[i]);
            graphics.fillRect(i % 2 * width / 2, i / 2 * height / 2, (width + 1) / 2, (height + 1) / 2);
        }
        graphics.dispose();
        return image;
    }

    static byte[] encoded(String format, BufferedImage image) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, out)) {
                throw new IllegalStateException("no writer for " + format);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static BufferedImage decoded(byte[] image) {
        try {
            return ImageIO.read(new ByteArrayInputStream(image));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] quarters(String format, int width, int height) {
        return encoded(format, quarters(width, height, BufferedImage.TYPE_INT_RGB));
    }

    /** Returns a picture of the test material of the decoder. */
    static byte[] webP(String name) {
        try (InputStream in = Samples.class.getResourceAsStream("/webp/" + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** EXIF data in the byte order of Motorola with one entry. */
    static byte[] exif(int orientation) {
        return ByteBuffer.allocate(26)
                .put("MM\0*".getBytes(StandardCharsets.US_ASCII))
                .putInt(8)
                .putShort((short) 1)
                .putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .putShort((short) 0)
                .putInt(0)
                .array();
    }

    /** Returns a segment of a JPEG. */
    static byte[] segment(int marker, byte[] data) {
        return ByteBuffer.allocate(4 + data.length)
                .put((byte) 0xFF)
                .put((byte) marker)
                .putShort((short) (data.length + 2))
                .put(data)
                .array();
    }

    static byte[] withSegment(byte[] jpeg, byte[] segment) {
        return SampleImages.joined(Arrays.copyOf(jpeg, 2), segment, Arrays.copyOfRange(jpeg, 2, jpeg.length));
    }

    /** Returns the picture as a camera stores it that is held in the given way. */
    static byte[] photo(BufferedImage upright, int orientation) {
        boolean turned = orientation > 4;
        int width = turned ? upright.getHeight() : upright.getWidth();
        int height = turned ? upright.getWidth() : upright.getHeight();
        BufferedImage stored = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int right = width - 1 - x;
                int down = height - 1 - y;
                int[] at = switch (orientation) {
                    case 1 -> new int[] {x, y};
                    case 2 -> new int[] {right, y};
                    case 3 -> new int[] {right, down};
                    case 4 -> new int[] {x, down};
                    case 5 -> new int[] {y, x};
                    case 6 -> new int[] {down, x};
                    case 7 -> new int[] {down, right};
                    default -> new int[] {y, right};
                };
                stored.setRGB(x, y, upright.getRGB(at[0], at[1]));
            }
        }
        byte[] data = SampleImages.joined("Exif\0\0".getBytes(StandardCharsets.US_ASCII), exif(orientation));
        return withSegment(encoded("jpg", stored), segment(0xE1, data));
    }

    /** A PNG of one black bit per pixel, whose rows are all equal. */
    static byte[] blackPng(int width, int height) {
        ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height).put((byte) 1);
        ByteArrayOutputStream pixels = new ByteArrayOutputStream();
        byte[] row = new byte[1 + (width + 7) / 8];
        try (DeflaterOutputStream out = new DeflaterOutputStream(pixels)) {
            for (int y = 0; y < height; y++) {
                out.write(row);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return png(
                SampleImages.pngChunk("IHDR", header.array()),
                SampleImages.pngChunk("IDAT", pixels.toByteArray()),
                SampleImages.pngChunk("IEND", new byte[0]));
    }

    static byte[] png(byte[]... chunks) {
        byte[] signature = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
        return SampleImages.joined(signature, SampleImages.joined(chunks));
    }

    /** An animation of this many equal frames. */
    static byte[] animation(int frames) {
        byte[] gif = quarters("gif", 32, 16);
        byte[] frame = Arrays.copyOfRange(gif, gifFrame(gif), gif.length - 1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(gif, 0, gifFrame(gif));
        for (int i = 0; i < frames; i++) {
            out.writeBytes(frame);
        }
        out.write(';');
        return out.toByteArray();
    }

    /** Returns the place of the first image in a GIF of {@link ImageIO}. */
    static int gifFrame(byte[] gif) {
        int at = 13 + (3 << ((gif[10] & 7) + 1));
        while (gif[at] != ',') {
            at++;
        }
        return at;
    }

    /** A JPEG in four inks, without a profile. */
    static byte[] cmyk(int width, int height) {
        WritableRaster inks = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, width, height, 4, null);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                inks.setPixel(x, y, new int[] {x * 255 / width, y * 255 / height, 0, 0});
            }
        }
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(inks, null, null), null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** A PNG of 16 bits per channel. */
    static byte[] deepPng(int width, int height, boolean alpha) {
        ComponentColorModel model = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_sRGB),
                alpha,
                false,
                alpha ? java.awt.Transparency.TRANSLUCENT : java.awt.Transparency.OPAQUE,
                DataBuffer.TYPE_USHORT);
        WritableRaster raster = model.createCompatibleWritableRaster(width, height);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int[] pixel = {65_535 * x / width, 65_535 * y / height, 0, 32_768};
                raster.setPixel(x, y, alpha ? pixel : Arrays.copyOf(pixel, 3));
            }
        }
        return encoded("png", new BufferedImage(model, raster, false, null));
    }
}
