package dev.chatrooms.files.media;

import dev.chatrooms.domain.file.Dimensions;
import dev.chatrooms.domain.file.MediaType;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** The formats of which pictures are made. Other decoders of ImageIO are never used: each one is a way to attack. */
enum PictureFormat {
    PNG(MediaType.PNG) {
        @Override
        PictureHeader header(SeekableByteChannel channel) throws IOException {
            return PngHeader.read(channel);
        }
    },
    JPEG(MediaType.JPEG) {
        @Override
        PictureHeader header(SeekableByteChannel channel) throws IOException {
            return JpegHeader.read(channel);
        }
    },
    GIF(MediaType.GIF) {
        @Override
        PictureHeader header(SeekableByteChannel channel) throws IOException {
            return GifHeader.read(channel);
        }
    },
    WEBP(MediaType.WEBP) {
        @Override
        PictureHeader header(SeekableByteChannel channel) throws IOException {
            return WebPHeader.read(channel);
        }
    };

    private final String type;

    PictureFormat(MediaType type) {
        this.type = type.value();
    }

    static Optional<PictureFormat> of(MediaType type) {
        return Stream.of(values())
                .filter(format -> format.type.equals(type.value()))
                .findFirst();
    }

    /** Reads the header and checks that the decoder can be given this picture. Decodes nothing. */
    abstract PictureHeader header(SeekableByteChannel channel) throws IOException;

    /** Returns the dimensions that the decoder finds for the first image. */
    final Dimensions decoderDimensions(SeekableByteChannel channel) throws IOException {
        ImageReader reader = reader();
        try (ImageInputStream in = stream(channel)) {
            reader.setInput(in, true, true);
            return checked(reader.getWidth(0), reader.getHeight(0));
        } finally {
            reader.dispose();
        }
    }

    static Dimensions checked(int width, int height) throws Unreadable {
        if (width < 1 || height < 1 || width > PictureHeader.MAX_SIDE || height > PictureHeader.MAX_SIDE) {
            throw new Unreadable("a side of " + width + " x " + height + " pixels");
        }
        return new Dimensions(width, height);
    }

    ImageReader reader() throws Unreadable {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByMIMEType(type);
        if (!readers.hasNext()) {
            throw new Unreadable("no decoder for " + type);
        }
        return readers.next();
    }

    /** Returns a stream from the start of the channel, which stays open. It uses no temporary file. */
    static ImageInputStream stream(SeekableByteChannel channel) {
        return new ChannelImageInputStream(channel);
    }
}
