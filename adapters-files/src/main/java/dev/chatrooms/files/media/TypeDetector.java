package dev.chatrooms.files.media;

import dev.chatrooms.domain.file.MediaType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MediaTypeRegistry;
import org.apache.tika.mime.MimeTypes;

/**
 * Finds the type of a content from its first bytes with Tika's signatures, and brings it to the name that browsers
 * know.
 *
 * <p>A content that is valid as several types is of the one whose signature it begins with. That is harmless for the
 * types that browsers show in place: with {@code nosniff} they do not take an image or a plain text for a script or a
 * page.
 */
final class TypeDetector {
    /** The bytes that are enough to find a type. */
    static final int PREFIX = 64 * 1024;

    private static final int BRAND_START = 4;
    private static final int BRAND_END = 12;
    private static final String INTERNAL = "application/x-tika-";

    private static final Map<String, String> BROWSER_NAMES = Map.ofEntries(
            Map.entry("audio/vnd.wave", "audio/wav"),
            Map.entry("audio/x-wav", "audio/wav"),
            Map.entry("audio/x-flac", "audio/flac"),
            Map.entry("audio/x-oggflac", "audio/ogg"),
            Map.entry("audio/x-oggpcm", "audio/ogg"),
            Map.entry("audio/vorbis", "audio/ogg"),
            Map.entry("audio/opus", "audio/ogg"),
            Map.entry("audio/speex", "audio/ogg"),
            Map.entry("audio/x-aac", "audio/aac"),
            Map.entry("audio/x-m4a", "audio/mp4"),
            Map.entry("audio/mp3", "audio/mpeg"),
            Map.entry("video/x-m4v", "video/mp4"),
            Map.entry("application/mp4", "video/mp4"),
            Map.entry("video/theora", "video/ogg"),
            Map.entry("video/x-oggrgb", "video/ogg"),
            Map.entry("video/x-ogm", "video/ogg"));

    private TypeDetector() {}

    /** Returns the type of a content that begins with these bytes, which are all of it if it is shorter. */
    static MediaType detect(byte[] start) {
        String found = tika(start);
        return switch (found) {
            case "application/x-matroska", "video/x-matroska" ->
                new MediaType(contains(start, "webm") ? "video/webm" : "video/x-matroska");
            case "application/ogg" -> new MediaType(contains(start, "theora") ? "video/ogg" : "audio/ogg");
            case "video/quicktime" -> new MediaType(isIsoFile(start) ? "video/mp4" : "video/quicktime");
            case "application/octet-stream" -> isAdts(start) ? new MediaType("audio/aac") : MediaType.UNKNOWN;
            default -> named(BROWSER_NAMES.getOrDefault(found, found));
        };
    }

    private static String tika(byte[] start) {
        try {
            MediaTypeRegistry registry = Signatures.TYPES.getMediaTypeRegistry();
            org.apache.tika.mime.MediaType type =
                    Signatures.TYPES.detect(new ByteArrayInputStream(start), new Metadata());
            while (type != null && type.toString().startsWith(INTERNAL)) {
                type = registry.getSupertype(type);
            }
            return type == null ? MediaType.UNKNOWN.value() : type.getBaseType().toString();
        } catch (IOException e) {
            throw new IllegalStateException("an array can be read", e);
        }
    }

    private static MediaType named(String type) {
        return MediaType.isValid(type) ? new MediaType(type) : MediaType.UNKNOWN;
    }

    /** Returns whether it has a brand of another family of players than QuickTime; Tika knows few of them. */
    private static boolean isIsoFile(byte[] start) {
        String header = new String(start, 0, Math.min(start.length, BRAND_END), StandardCharsets.ISO_8859_1);
        return header.startsWith("ftyp", BRAND_START) && !header.startsWith("qt", BRAND_START + 4);
    }

    /** Returns whether it begins as a frame of AAC, which Tika's core does not know: twelve ones, and no layer. */
    private static boolean isAdts(byte[] start) {
        return start.length > 1 && (start[0] & 0xFF) == 0xFF && (start[1] & 0xF6) == 0xF0;
    }

    private static boolean contains(byte[] start, String word) {
        return new String(start, StandardCharsets.ISO_8859_1).contains(word);
    }

    /** Loaded with the first content: reading the signatures takes a moment. */
    private static final class Signatures {
        static final MimeTypes TYPES = MimeTypes.getDefaultMimeTypes();
    }
}
