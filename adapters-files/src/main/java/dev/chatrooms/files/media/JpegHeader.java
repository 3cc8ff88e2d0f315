package dev.chatrooms.files.media;

import com.twelvemonkeys.imageio.metadata.jpeg.JPEG;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEGSegment;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEGSegmentUtil;
import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import dev.chatrooms.domain.file.Dimensions;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The header of a JPEG picture: everything before the pixels. It is checked before the decoder reads it, because the
 * decoder keeps all of it in memory, and allocates as much for a colour profile as that pretends to have.
 */
final class JpegHeader {
    private static final String EXIF = "Exif";
    private static final String PROFILE = "ICC_PROFILE";
    /** A marker between those of frames that is reserved. */
    private static final int JPG = 0xFFC8;

    private static final int COEFFICIENT = 2;
    /** The header of a part of a profile: its number, and the number of parts. */
    private static final int PART_HEADER = 2;

    private JpegHeader() {}

    static PictureHeader read(SeekableByteChannel channel) throws IOException {
        List<JPEGSegment> segments = segments(channel);
        JPEGSegment frame = segments.stream()
                .filter(segment -> isFrame(segment.marker()))
                .findFirst()
                .orElseThrow(() -> new Unreadable("no frame in the header"));
        JPEGSegment scan = segments.stream()
                .filter(segment -> segment.marker() == JPEG.SOS)
                .findFirst()
                .orElseThrow(() ->
                        new Unreadable("no pixels, or a header of more than " + PictureHeader.MAX_BYTES + " bytes"));
        checkProfile(segments);
        return read(frame, scan).turnedBy(Exif.orientation(exif(segments)));
    }

    /** A header that is longer than the largest permitted one seems to be cut off. */
    private static List<JPEGSegment> segments(SeekableByteChannel channel) throws IOException {
        ByteBuffer start = ByteBuffer.allocate((int) Math.min(PictureHeader.MAX_BYTES, channel.size()));
        channel.position(0);
        while (start.hasRemaining() && channel.read(start) != -1) {
            // Channels may return fewer bytes than there are.
        }
        Map<Integer, List<String>> wanted = new HashMap<>();
        for (int marker = JPEG.SOF0; marker <= JPEG.SOF15; marker++) {
            if (isFrame(marker)) {
                wanted.put(marker, JPEGSegmentUtil.ALL_IDS);
            }
        }
        wanted.put(JPEG.SOS, JPEGSegmentUtil.ALL_IDS);
        wanted.put(JPEG.APP1, List.of(EXIF));
        wanted.put(JPEG.APP2, List.of(PROFILE));
        return JPEGSegmentUtil.readSegments(new ByteArrayImageInputStream(start.array(), 0, start.position()), wanted);
    }

    private static boolean isFrame(int marker) {
        return marker >= JPEG.SOF0 && marker <= JPEG.SOF15 && marker != JPEG.DHT && marker != JPEG.DAC && marker != JPG;
    }

    private static PictureHeader read(JPEGSegment frame, JPEGSegment scan) throws IOException {
        if (frame.marker() != JPEG.SOF0 && frame.marker() != JPEG.SOF1 && frame.marker() != JPEG.SOF2) {
            // Lossless and arithmetic ones are decoded as a whole, or not at all.
            throw new Unreadable("an unusual kind of JPEG");
        }
        try (DataInputStream in = new DataInputStream(frame.data());
                DataInputStream scanned = new DataInputStream(scan.data())) {
            in.readUnsignedByte();
            int height = in.readUnsignedShort();
            Dimensions size = PictureFormat.checked(in.readUnsignedShort(), height);
            int components = in.readUnsignedByte();
            boolean buffered = frame.marker() == JPEG.SOF2 || scanned.readUnsignedByte() < components;
            // The decoder keeps all coefficients until the last scan; this is an upper bound for subsampled colours.
            long coefficients = buffered ? size.pixels() * COEFFICIENT * sampled(in, components) / 2 : 0;
            return PictureHeader.whole(size, coefficients + 2L * PictureHeader.MAX_BYTES, PictureHeader.RGB);
        }
    }

    /** Returns twice the number of samples per pixel. */
    private static long sampled(DataInputStream in, int components) throws IOException {
        List<Integer> samples = new ArrayList<>();
        for (int i = 0; i < components; i++) {
            in.readUnsignedByte();
            int factors = in.readUnsignedByte();
            samples.add((factors >> 4) * (factors & 0xF));
            in.readUnsignedByte();
        }
        int most =
                Math.max(1, samples.stream().mapToInt(Integer::intValue).max().orElse(1));
        int sum = samples.stream().mapToInt(Integer::intValue).sum();
        return (2L * sum + most - 1) / most;
    }

    private static void checkProfile(List<JPEGSegment> segments) throws IOException {
        long available = 0;
        long claimed = 0;
        for (JPEGSegment segment : segments) {
            if (PROFILE.equals(segment.identifier())) {
                byte[] part = segment.data().readAllBytes();
                if (part.length < PART_HEADER + Integer.BYTES) {
                    throw new Unreadable("a damaged colour profile");
                }
                available += part.length - PART_HEADER;
                if (part[0] <= 1) {
                    claimed = Math.max(
                            claimed,
                            Integer.toUnsignedLong(ByteBuffer.wrap(part).getInt(PART_HEADER)));
                }
            }
        }
        if (claimed > available) {
            throw new Unreadable("a colour profile of " + available + " bytes that claims " + claimed);
        }
    }

    private static byte[] exif(List<JPEGSegment> segments) throws IOException {
        for (JPEGSegment segment : segments) {
            if (EXIF.equals(segment.identifier())) {
                byte[] data = segment.data().readAllBytes();
                // The name of the segment ends with two zero bytes, one of which belongs to the data here.
                return data.length == 0 ? data : Arrays.copyOfRange(data, 1, data.length);
            }
        }
        return new byte[0];
    }
}
