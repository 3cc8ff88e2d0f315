package dev.chatrooms.files.media;

import dev.chatrooms.domain.file.Dimensions;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;
import javax.imageio.stream.ImageInputStream;
import net.coobird.thumbnailator.Thumbnails;
import net.coobird.thumbnailator.util.exif.ExifFilterUtils;

/** Decodes the first image of a picture, as coarsely as the result permits, and scales it upright onto its canvas. */
final class PictureScaler {
    private final PictureFormat format;
    private final PictureHeader header;
    private final Deadline deadline;

    PictureScaler(PictureFormat format, PictureHeader header, Deadline deadline) {
        this.format = format;
        this.header = header;
        this.deadline = deadline;
    }

    /** Returns the picture with a longer side of at most {@code maxSide}, never enlarged. */
    BufferedImage scale(SeekableByteChannel channel, int maxSide) throws IOException {
        BufferedImage frame = decode(channel, header.subsampling(maxSide));
        Dimensions target = target(maxSide);
        double scale = (double) target.width() / header.canvas().width();
        BufferedImage scaled = Thumbnails.of(frame)
                .forceSize(
                        atLeastOne(header.frame().width() * scale),
                        atLeastOne(header.frame().height()
                                * (double) target.height()
                                / header.canvas().height()))
                .imageType(frame.getColorModel().hasAlpha() ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB)
                .asBufferedImage();
        return ExifFilterUtils.getFilterForOrientation(header.orientation()).apply(onCanvas(scaled, target, scale));
    }

    private Dimensions target(int maxSide) {
        Dimensions canvas = header.canvas();
        double scale = Math.min(1, (double) maxSide / Math.max(canvas.width(), canvas.height()));
        return new Dimensions(atLeastOne(canvas.width() * scale), atLeastOne(canvas.height() * scale));
    }

    private static int atLeastOne(double size) {
        return Math.max(1, (int) Math.round(size));
    }

    private BufferedImage onCanvas(BufferedImage frame, Dimensions target, double scale) {
        if (header.frame().equals(header.canvas())) {
            return frame;
        }
        BufferedImage canvas = new BufferedImage(target.width(), target.height(), BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = canvas.createGraphics();
        graphics.drawImage(
                frame, (int) Math.round(header.offset().x * scale), (int) Math.round(header.offset().y * scale), null);
        graphics.dispose();
        return canvas;
    }

    private BufferedImage decode(SeekableByteChannel channel, int step) throws IOException {
        ImageReader reader = format.reader();
        try (ImageInputStream in = PictureFormat.stream(channel)) {
            reader.setInput(in, true, true);
            reader.addIIOReadProgressListener(new DeadlineListener());
            ImageReadParam param = reader.getDefaultReadParam();
            param.setSourceSubsampling(step, step, 0, 0);
            return reader.read(0, param);
        } finally {
            reader.dispose();
        }
    }

    /** Ends a decoder by an exception, since some of them do not look at {@link ImageReader#abort}. */
    private final class DeadlineListener implements IIOReadProgressListener {
        @Override
        public void imageProgress(ImageReader source, float percentageDone) {
            if (deadline.hasPassed()) {
                throw new IllegalStateException("the deadline has passed");
            }
        }

        @Override
        public void sequenceStarted(ImageReader source, int minIndex) {}

        @Override
        public void sequenceComplete(ImageReader source) {}

        @Override
        public void imageStarted(ImageReader source, int imageIndex) {}

        @Override
        public void imageComplete(ImageReader source) {}

        @Override
        public void thumbnailStarted(ImageReader source, int imageIndex, int thumbnailIndex) {}

        @Override
        public void thumbnailProgress(ImageReader source, float percentageDone) {}

        @Override
        public void thumbnailComplete(ImageReader source) {}

        @Override
        public void readAborted(ImageReader source) {}
    }
}
