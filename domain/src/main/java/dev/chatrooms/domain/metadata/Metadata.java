package dev.chatrooms.domain.metadata;

import dev.chatrooms.domain.InvalidValue;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The custom data of an account, a room or a message: a JSON object whose meaning is known to the host and its clients.
 * Everyone who sees the account, the room or the message sees it too.
 *
 * <p>The text is canonical: without white space, with the names of each object sorted, and with each string in its
 * shortest form. Numbers keep their digits.
 *
 * @param json the text, of at most {@value #MAX_BYTES} bytes as UTF-8 and {@value #MAX_DEPTH} levels
 */
public record Metadata(String json) {
    public static final int MAX_BYTES = 4096;
    public static final int MAX_DEPTH = 32;

    /** The length of a text before white space and escapes are removed. */
    private static final int MAX_RAW_LENGTH = 16 * MAX_BYTES;

    /**
     * Checks the text of a JSON object and makes it canonical.
     *
     * @throws InvalidValue {@code malformed} (also for duplicate names), {@code too_deep}, {@code too_long}, or
     *     {@code illegal_character} for NUL and unpaired surrogates, escaped or not
     */
    public Metadata {
        if (json.length() > MAX_RAW_LENGTH) {
            throw tooLong();
        }
        json = JsonWriter.write(JsonReader.object(json));
        if (json.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw tooLong();
        }
    }

    /**
     * Returns the metadata with these members.
     *
     * @param members strings, booleans, numbers, nulls, and maps and collections of such values
     * @throws InvalidValue as the constructor; {@code malformed} for values of other types
     */
    public static Metadata of(Map<String, ? extends @Nullable Object> members) {
        return new Metadata(JsonWriter.write(members));
    }

    /**
     * Returns the members. Values are {@code String}, {@code Boolean}, {@code Long}, {@code BigDecimal} (fractions, and
     * integers of more than 18 digits), null, {@code Map} and {@code List}; all of them are unmodifiable.
     */
    public Map<String, @Nullable Object> toMap() {
        return JsonReader.object(json);
    }

    private static InvalidValue tooLong() {
        return new InvalidValue("too_long", "must be at most " + MAX_BYTES + " bytes long");
    }

    @Override
    public String toString() {
        return json;
    }
}
