package dev.chatrooms.files.media;

import dev.chatrooms.domain.file.Dimensions;
import java.awt.Point;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;
import net.coobird.thumbnailator.util.exif.Orientation;
import org.w3c.dom.Element;

/** The header of a GIF picture and of its first image, which may cover a part of the canvas. */
final class GifHeader {
    private static final int SIZE_OFFSET = 6;
    private static final String METADATA = "javax_imageio_gif_image_1.0";

    private GifHeader() {}

    static PictureHeader read(SeekableByteChannel channel) throws IOException {
        Dimensions canvas = canvas(channel);
        ImageReader reader = PictureFormat.GIF.reader();
        try (ImageInputStream in = PictureFormat.stream(channel)) {
            reader.setInput(in, true, false);
            Dimensions frame = PictureFormat.checked(reader.getWidth(0), reader.getHeight(0));
            IIOMetadataNode root = (IIOMetadataNode) reader.getImageMetadata(0).getAsTree(METADATA);
            Element image =
                    (Element) root.getElementsByTagName("ImageDescriptor").item(0);
            Point offset = new Point(number(image, "imageLeftPosition"), number(image, "imageTopPosition"));
            Dimensions whole = PictureFormat.checked(
                    Math.max(canvas.width(), frame.width() + offset.x),
                    Math.max(canvas.height(), frame.height() + offset.y));
            return new PictureHeader(whole, frame, offset, Orientation.TOP_LEFT, 2L * frame.width(), PictureHeader.RGB);
        } finally {
            reader.dispose();
        }
    }

    private static Dimensions canvas(SeekableByteChannel channel) throws IOException {
        try (ImageInputStream in = PictureFormat.stream(channel)) {
            in.setByteOrder(ByteOrder.LITTLE_ENDIAN);
            in.seek(SIZE_OFFSET);
            return new Dimensions(Math.max(1, in.readUnsignedShort()), Math.max(1, in.readUnsignedShort()));
        }
    }

    private static int number(Element element, String attribute) {
        return Integer.parseInt(element.getAttribute(attribute));
    }
}
