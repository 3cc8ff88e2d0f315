package dev.chatrooms.domain.file;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * The media type of a content, found from the content alone. It has no parameters.
 *
 * @param value for example {@code image/png}, in lower case
 */
public record MediaType(String value) {
    private static final Pattern FORM = Pattern.compile("[a-z]+/[a-z0-9][a-z0-9!#$&^_.+-]{0,100}");

    /** Everything else may contain scripts, or opens in programs that the reader did not choose. */
    private static final Set<String> INLINE = Set.of(
            "image/png",
            "image/jpeg",
            "image/gif",
            "image/webp",
            "text/plain",
            "audio/mpeg",
            "audio/ogg",
            "audio/wav",
            "audio/flac",
            "audio/mp4",
            "audio/aac",
            "video/mp4",
            "video/webm",
            "video/ogg",
            "video/quicktime");

    public static final MediaType UNKNOWN = new MediaType("application/octet-stream");
    public static final MediaType PLAIN_TEXT = new MediaType("text/plain");
    public static final MediaType PNG = new MediaType("image/png");
    public static final MediaType JPEG = new MediaType("image/jpeg");
    public static final MediaType GIF = new MediaType("image/gif");
    public static final MediaType WEBP = new MediaType("image/webp");

    public MediaType {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not a media type without parameters, in lower case");
        }
    }

    /** Returns whether the text has the form of a media type. */
    public static boolean isValid(String text) {
        return FORM.matcher(text).matches();
    }

    /** Returns whether browsers may show the content in place. All other types are for download only. */
    public boolean isInline() {
        return INLINE.contains(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
