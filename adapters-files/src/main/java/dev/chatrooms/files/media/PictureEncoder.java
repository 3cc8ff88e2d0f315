package dev.chatrooms.files.media;

import dev.chatrooms.application.common.EncodedImage;
import dev.chatrooms.domain.file.MediaType;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jspecify.annotations.Nullable;

/** Encodes pixels, and nothing else: no metadata of the source can get into the result. */
final class PictureEncoder {
    private static final float JPEG_QUALITY = 0.85f;
    private static final int OPAQUE = 0xFF;

    private PictureEncoder() {}

    /** Returns a PNG if a pixel is transparent, else a JPEG. */
    static EncodedImage encode(BufferedImage image) throws IOException {
        return isTransparent(image) ? png(image) : jpeg(image);
    }

    static EncodedImage png(BufferedImage image) throws IOException {
        return write(MediaType.PNG, image, null);
    }

    private static EncodedImage jpeg(BufferedImage image) throws IOException {
        return write(MediaType.JPEG, withoutAlpha(image), JPEG_QUALITY);
    }

    private static EncodedImage write(MediaType type, BufferedImage image, @Nullable Float quality) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByMIMEType(type.value()).next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            ImageWriteParam param = writer.getDefaultWriteParam();
            if (quality != null) {
                param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                param.setCompressionQuality(quality);
            }
            writer.write(null, new IIOImage(image, null, null), param);
        } finally {
            writer.dispose();
        }
        return new EncodedImage(type.value(), bytes.toByteArray());
    }

    private static boolean isTransparent(BufferedImage image) {
        if (!image.getColorModel().hasAlpha()) {
            return false;
        }
        int[] row = new int[image.getWidth()];
        for (int y = 0; y < image.getHeight(); y++) {
            image.getRGB(0, y, row.length, 1, row, 0, row.length);
            for (int pixel : row) {
                if (pixel >>> 24 != OPAQUE) {
                    return true;
                }
            }
        }
        return false;
    }

    private static BufferedImage withoutAlpha(BufferedImage image) {
        if (!image.getColorModel().hasAlpha()) {
            return image;
        }
        BufferedImage opaque = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = opaque.createGraphics();
        graphics.drawImage(image, 0, 0, null);
        graphics.dispose();
        return opaque;
    }
}
