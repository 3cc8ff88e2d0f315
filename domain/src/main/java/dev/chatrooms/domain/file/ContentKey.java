package dev.chatrooms.domain.file;

import dev.chatrooms.domain.id.FileId;
import java.util.regex.Pattern;

/**
 * The name of a content in the file store. Files with equal contents share a key as long as one of them exists. A
 * content that is uploaded after that gets another key with the same hash, since a deletion of the old key may be on
 * its way. The natural order is that of the texts.
 *
 * @param generation distinguishes the keys of a hash: 32 hexadecimal digits in lower case, or empty for a content that
 *     an earlier version has stored
 */
public record ContentKey(ContentHash hash, String generation) implements Comparable<ContentKey> {
    private static final int HASH_LENGTH = 64;
    private static final Pattern GENERATION = Pattern.compile("(?:[0-9a-f]{32})?");
    private static final Pattern TEXT = Pattern.compile("[0-9a-f]{64}(?:-[0-9a-f]{32})?");

    public ContentKey {
        if (!GENERATION.matcher(generation).matches()) {
            throw new IllegalArgumentException("a generation has 32 hexadecimal digits in lower case, or none");
        }
    }

    /** Returns the key of a content that a file is the first to have. Each file has another one. */
    public static ContentKey of(ContentHash hash, FileId first) {
        return new ContentKey(hash, first.value().toString().replace("-", ""));
    }

    /**
     * Parses the text of a key.
     *
     * @throws IllegalArgumentException unless it {@link #isValid}
     */
    public static ContentKey parse(String text) {
        if (!isValid(text)) {
            throw new IllegalArgumentException("not a key of a content");
        }
        return new ContentKey(
                new ContentHash(text.substring(0, HASH_LENGTH)),
                text.length() == HASH_LENGTH ? "" : text.substring(HASH_LENGTH + 1));
    }

    /** Returns whether the text has the form of a key. */
    public static boolean isValid(String text) {
        return TEXT.matcher(text).matches();
    }

    /** Returns the hash, followed by a hyphen and the generation, if any. It is safe as the name of a file. */
    public String value() {
        return generation.isEmpty() ? hash.value() : hash.value() + '-' + generation;
    }

    @Override
    public int compareTo(ContentKey other) {
        return value().compareTo(other.value());
    }

    @Override
    public String toString() {
        return value();
    }
}
