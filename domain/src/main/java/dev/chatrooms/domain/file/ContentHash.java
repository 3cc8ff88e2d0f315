package dev.chatrooms.domain.file;

import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The SHA-256 hash of a content, which identifies it: equal contents have equal hashes. The natural order is that of
 * the digits.
 *
 * @param value 64 hexadecimal digits in lower case
 */
public record ContentHash(String value) implements Comparable<ContentHash> {
    private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{64}");

    public ContentHash {
        if (!DIGITS.matcher(value).matches()) {
            throw new IllegalArgumentException("not a SHA-256 hash in lower-case hexadecimal digits");
        }
    }

    /** Returns the hash with this digest of 32 bytes. */
    public static ContentHash of(byte[] digest) {
        return new ContentHash(HexFormat.of().formatHex(digest));
    }

    /** Returns whether the text has the form of a hash. */
    public static boolean isValid(String text) {
        return DIGITS.matcher(text).matches();
    }

    @Override
    public int compareTo(ContentHash other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
