package dev.chatrooms.domain.metadata;

import dev.chatrooms.domain.InvalidValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes Java values as canonical JSON. */
final class JsonWriter {
    private final StringBuilder json = new StringBuilder();

    private JsonWriter() {}

    static String write(Map<?, ?> object) {
        JsonWriter writer = new JsonWriter();
        writer.object(object, 1);
        return writer.json.toString();
    }

    private void object(Map<?, ?> object, int depth) {
        requireDepth(depth);
        Map<String, @Nullable Object> sorted = new TreeMap<>();
        object.forEach((name, value) -> {
            if (!(name instanceof String text)) {
                throw new InvalidValue("malformed", "must have strings as names");
            }
            sorted.put(text, value);
        });
        char separator = '{';
        for (Map.Entry<String, @Nullable Object> member : sorted.entrySet()) {
            json.append(separator);
            string(member.getKey());
            json.append(':');
            value(member.getValue(), depth);
            separator = ',';
        }
        json.append(sorted.isEmpty() ? "{}" : "}");
    }

    private void array(Collection<?> array, int depth) {
        requireDepth(depth);
        char separator = '[';
        for (Object element : array) {
            json.append(separator);
            value(element, depth);
            separator = ',';
        }
        json.append(array.isEmpty() ? "[]" : "]");
    }

    private void value(@Nullable Object value, int depth) {
        if (value instanceof String text) {
            string(text);
        } else if (value instanceof Map<?, ?> object) {
            object(object, depth + 1);
        } else if (value instanceof Collection<?> array) {
            array(array, depth + 1);
        } else if (value == null
                || value instanceof Boolean
                || (value instanceof Number number && isWritable(number))) {
            json.append(value);
        } else {
            throw new InvalidValue(
                    "malformed", "cannot contain a " + value.getClass().getSimpleName());
        }
    }

    /** Returns whether the text of a number is JSON. */
    private static boolean isWritable(Number number) {
        return number instanceof Integer
                || number instanceof Long
                || number instanceof Short
                || number instanceof Byte
                || number instanceof BigInteger
                || number instanceof BigDecimal
                || ((number instanceof Double || number instanceof Float) && Double.isFinite(number.doubleValue()));
    }

    private void string(String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> json.append('\\').append(c);
                case '\b' -> json.append("\\b");
                case '\f' -> json.append("\\f");
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                default -> {
                    if (c < 0x20) {
                        json.append(String.format("\\u%04x", (int) c));
                    } else {
                        json.append(c);
                    }
                }
            }
        }
        json.append('"');
    }

    private static void requireDepth(int depth) {
        if (depth > Metadata.MAX_DEPTH) {
            throw JsonReader.tooDeep();
        }
    }
}
