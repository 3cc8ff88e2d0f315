package dev.chatrooms.files.media;

import dev.chatrooms.application.common.EncodedImage;
import dev.chatrooms.application.spi.Avatars;
import dev.chatrooms.application.spi.MediaInspector;
import dev.chatrooms.application.spi.SeekableContent;
import dev.chatrooms.application.spi.StoreUnavailable;
import dev.chatrooms.domain.file.Dimensions;
import dev.chatrooms.domain.file.MediaType;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds types with Tika's signatures, and makes pictures with ImageIO's decoders on threads of its own. Before a
 * decoder sees a picture, its header is checked for everything that decoders believe: sides, palettes and colour
 * profiles.
 *
 * <p>Works without a display. On a runtime without {@code java.desktop} there are types, but no pictures.
 */
public final class ContentInspector implements MediaInspector, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ContentInspector.class);

    /** A transparent PNG of this size has less than {@link Avatars#MAX_BYTES}, whatever its pixels are. */
    private static final int MAX_AVATAR_SIDE = 480;

    private final PicturePool pool;
    private final Duration time;

    public ContentInspector() {
        this(new PicturePool(), DEADLINE);
    }

    ContentInspector(PicturePool pool, Duration time) {
        this.pool = pool;
        this.time = time;
    }

    @Override
    public Media inspect(SeekableContent content) {
        try (SeekableByteChannel channel = content.open()) {
            MediaType type = TypeDetector.detect(start(channel));
            Optional<PictureFormat> format = PictureFormat.of(type);
            return format.isPresent()
                    ? picture(content, type, format.get())
                    : new Media(type, null, Durations.of(type, channel), null);
        } catch (IOException e) {
            throw new StoreUnavailable("an uploaded content cannot be read", e);
        }
    }

    private static byte[] start(SeekableByteChannel channel) throws IOException {
        ByteBuffer start = ByteBuffer.allocate((int) Math.min(TypeDetector.PREFIX, channel.size()));
        while (start.hasRemaining() && channel.read(start) != -1) {
            // Channels may return fewer bytes than there are.
        }
        return Arrays.copyOf(start.array(), start.position());
    }

    private Media picture(SeekableContent content, MediaType type, PictureFormat format) {
        Deadline deadline = new Deadline(time);
        AtomicReference<@Nullable Dimensions> shown = new AtomicReference<>();
        EncodedImage thumbnail = null;
        try {
            thumbnail = pool.run(() -> thumbnail(content, format, deadline, shown), deadline);
        } catch (PicturePool.Busy e) {
            LOG.info("no thumbnail: {}", e.getMessage());
        } catch (ExecutionException e) {
            report("no thumbnail", e);
        }
        return new Media(type, shown.get(), null, thumbnail);
    }

    private @Nullable EncodedImage thumbnail(
            SeekableContent content,
            PictureFormat format,
            Deadline deadline,
            AtomicReference<@Nullable Dimensions> shown)
            throws Exception {
        try (SeekableByteChannel channel = deadline.limit(content.open())) {
            PictureHeader header = format.header(channel);
            shown.set(header.shown());
            if (header.canvas().pixels() > MAX_THUMBNAIL_PIXELS) {
                return null;
            }
            return pool.withMemory(
                            header.workingBytes(MAX_THUMBNAIL_SIDE),
                            deadline,
                            () -> PictureEncoder.encode(
                                    new PictureScaler(format, header, deadline).scale(channel, MAX_THUMBNAIL_SIDE)))
                    .orElse(null);
        }
    }

    @Override
    public EncodedImage avatar(byte[] image) {
        PictureFormat format = PictureFormat.of(
                        TypeDetector.detect(Arrays.copyOf(image, Math.min(image.length, TypeDetector.PREFIX))))
                .orElseThrow(() -> new ImageRejected(ImageRejected.Reason.UNSUPPORTED, null));
        Deadline deadline = new Deadline(time);
        try {
            return pool.run(() -> avatar(SeekableContent.of(image), format, deadline), deadline);
        } catch (PicturePool.Busy e) {
            throw new ImageRejected(ImageRejected.Reason.BUSY, e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ImageRejected rejected) {
                throw new ImageRejected(rejected.reason(), e);
            }
            report("no avatar", e);
            ImageRejected.Reason reason =
                    deadline.hasPassed() ? ImageRejected.Reason.BUSY : ImageRejected.Reason.UNSUPPORTED;
            throw new ImageRejected(reason, e);
        }
    }

    private EncodedImage avatar(SeekableContent image, PictureFormat format, Deadline deadline) throws Exception {
        try (SeekableByteChannel channel = deadline.limit(image.open())) {
            PictureHeader header = format.header(channel);
            Dimensions size = header.canvas();
            if (Math.max(size.width(), size.height()) > MAX_AVATAR_SOURCE_SIDE) {
                throw new ImageRejected(ImageRejected.Reason.TOO_LARGE, null);
            }
            return pool.withMemory(header.workingBytes(MAX_AVATAR_SIDE), deadline, () -> {
                        BufferedImage scaled =
                                new PictureScaler(format, header, deadline).scale(channel, MAX_AVATAR_SIDE);
                        // Drawings keep their sharp edges.
                        return format == PictureFormat.PNG || format == PictureFormat.GIF
                                ? PictureEncoder.png(scaled)
                                : PictureEncoder.encode(scaled);
                    })
                    .orElseThrow(() -> new ImageRejected(ImageRejected.Reason.TOO_LARGE, null));
        }
    }

    /** Damaged pictures are common; errors of the runtime, such as a missing library, are not. */
    private static void report(String what, ExecutionException failure) {
        if (failure.getCause() instanceof Error) {
            LOG.warn("{}: the decoder failed", what, failure.getCause());
        } else {
            LOG.debug("{}", what, failure.getCause());
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
