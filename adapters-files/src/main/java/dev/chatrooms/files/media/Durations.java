package dev.chatrooms.files.media;

import dev.chatrooms.domain.file.MediaType;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.time.Duration;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/** Finds the duration of recordings whose headers say it: MP4, QuickTime, WAV and FLAC. */
final class Durations {
    private static final int MAX_BOXES = 1000;
    private static final int BOX_HEADER = 8;
    private static final int LARGE_BOX_HEADER = 16;
    private static final int MOVIE = 0x6D6F6F76;
    private static final int MOVIE_HEADER = 0x6D766864;
    private static final int WAVE_CHUNKS = 12;
    private static final int WAVE_FORMAT = 0x20746D66;
    private static final int WAVE_DATA = 0x61746164;
    private static final int FLAC_SAMPLE_RATE = 18;
    private static final int MILLIS = 1000;
    private static final long UNKNOWN = 0xFFFF_FFFFL;

    /** Headers of strangers may say anything. */
    private static final Duration LONGEST = Duration.ofDays(100);

    private Durations() {}

    /** Returns the duration; null if the content does not say it, or nothing that is plausible. */
    static @Nullable Duration of(MediaType type, SeekableByteChannel channel) throws IOException {
        try (ImageInputStream in = new ChannelImageInputStream(channel)) {
            Duration found = switch (type.value()) {
                case "video/mp4", "audio/mp4", "video/quicktime" -> ofBoxes(in, channel.size());
                case "audio/wav" -> ofWave(in, channel.size());
                case "audio/flac" -> ofFlac(in);
                default -> null;
            };
            return found == null || found.isZero() || found.compareTo(LONGEST) > 0 ? null : found;
        } catch (EOFException e) {
            return null;
        }
    }

    private static @Nullable Duration ofBoxes(ImageInputStream in, long size) throws IOException {
        long at = 0;
        for (int box = 0; box < MAX_BOXES && at < size; box++) {
            in.seek(at);
            long length = in.readUnsignedInt();
            int name = in.readInt();
            int header = BOX_HEADER;
            if (length == 1) {
                length = in.readLong();
                header = LARGE_BOX_HEADER;
            }
            if (name == MOVIE_HEADER) {
                return ofMovieHeader(in);
            }
            if (name != MOVIE && (length < header || length > size - at)) {
                return null;
            }
            // The movie's boxes are inside of it; all others are skipped.
            at += name == MOVIE ? header : length;
        }
        return null;
    }

    private static @Nullable Duration ofMovieHeader(ImageInputStream in) throws IOException {
        boolean large = in.readUnsignedByte() == 1;
        in.skipBytes(large ? 3 + 2 * Long.BYTES : 3 + 2 * Integer.BYTES);
        long scale = in.readUnsignedInt();
        long units = large ? in.readLong() : in.readUnsignedInt();
        return units == UNKNOWN ? null : seconds(units, scale);
    }

    private static @Nullable Duration ofWave(ImageInputStream in, long size) throws IOException {
        in.setByteOrder(ByteOrder.LITTLE_ENDIAN);
        long at = WAVE_CHUNKS;
        long bytesPerSecond = 0;
        for (int chunk = 0; chunk < MAX_BOXES; chunk++) {
            in.seek(at);
            int name = in.readInt();
            long length = in.readUnsignedInt();
            if (name == WAVE_FORMAT) {
                in.skipBytes(BOX_HEADER);
                bytesPerSecond = in.readUnsignedInt();
            } else if (name == WAVE_DATA) {
                // A recorder that was cut off leaves a length that it never reached.
                return seconds(Math.min(length, size - in.getStreamPosition()), bytesPerSecond);
            }
            at += BOX_HEADER + length + (length & 1);
        }
        return null;
    }

    private static @Nullable Duration ofFlac(ImageInputStream in) throws IOException {
        in.seek(FLAC_SAMPLE_RATE);
        long rate = in.readBits(20);
        in.readBits(8);
        return seconds(in.readBits(36), rate);
    }

    private static @Nullable Duration seconds(long units, long perSecond) {
        return perSecond <= 0 || units <= 0 || units > Long.MAX_VALUE / MILLIS
                ? null
                : Duration.ofMillis(units * MILLIS / perSecond);
    }
}
