package dev.chatrooms.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object that a client sent, read strictly: nothing is converted, nothing is ignored. Fields are taken out one
 * by one, and {@link #end()} refuses whatever nobody took. {@code null} is the same as absent. Everything that is wrong
 * with the form is a {@link MalformedInput}; whether a text is acceptable (length, NUL, unpaired surrogates, which JSON
 * can escape) is for the domain's values to say.
 */
public final class JsonObjectReader {
    private static final Pattern SANE_NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    /** Stands for a number that is not an integer of 64 bits: there is no field that takes one. */
    private static final Object OTHER_NUMBER = new Object();

    private final Map<String, Object> fields;
    private final Set<String> nulls;

    private JsonObjectReader(Map<String, Object> fields, Set<String> nulls) {
        this.fields = fields;
        this.nulls = nulls;
    }

    /**
     * Reads an object from its bytes.
     *
     * @throws MalformedInput if they are not UTF-8, or not exactly one JSON object
     */
    public static JsonObjectReader of(byte[] utf8) {
        return of(decoded(utf8));
    }

    /** @throws MalformedInput if it is not UTF-8 */
    static String decoded(byte[] utf8) {
        try {
            // Jackson's own decoding lets overlong forms pass (a NUL as C0 80) and takes UTF-16 for JSON.
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            throw MalformedInput.of("this is not valid UTF-8");
        }
    }

    /**
     * Reads an object from its text.
     *
     * @throws MalformedInput if it is not exactly one JSON object
     */
    public static JsonObjectReader of(String text) {
        try (JsonParser parser = Json.FACTORY.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw MalformedInput.of("a JSON object is expected");
            }
            Set<String> nulls = new HashSet<>();
            Map<String, Object> fields = object(parser, nulls);
            if (parser.nextToken() != null) {
                throw MalformedInput.of("nothing may follow the JSON object");
            }
            return new JsonObjectReader(fields, nulls);
        } catch (JsonProcessingException e) {
            throw MalformedInput.of(wording(e));
        } catch (IOException e) {
            throw new UncheckedIOException("a string is read without a device", e);
        }
    }

    private static String wording(JsonProcessingException e) {
        if (e instanceof StreamConstraintsException) {
            return "this JSON is too deep, or a name or number in it too long";
        }
        // The parser has no other way to tell; should its wording change, the answer is still the same code.
        return String.valueOf(e.getOriginalMessage()).startsWith("Duplicate")
                ? "a field occurs twice"
                : "this is not well-formed JSON";
    }

    private static Map<String, Object> object(JsonParser parser, Set<String> nulls) throws IOException {
        Map<String, Object> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            Object value = value(parser);
            if (value != null) {
                fields.put(name, value);
            } else {
                nulls.add(name);
            }
        }
        return fields;
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> parser.getText();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case VALUE_NUMBER_INT ->
                parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                        ? OTHER_NUMBER
                        : (Object) parser.getLongValue();
            case START_OBJECT -> object(parser, new HashSet<>());
            case START_ARRAY -> array(parser);
            default -> OTHER_NUMBER;
        };
    }

    private static List<@Nullable Object> array(JsonParser parser) throws IOException {
        List<@Nullable Object> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(parser));
        }
        return items;
    }

    /**
     * A text; null where it is absent.
     *
     * @throws MalformedInput unless it is a string, or absent
     */
    public @Nullable String optionalString(String name) {
        return take(name, String.class, "a string");
    }

    /** Whether a field is there and {@code null}: where that means something else than to leave it out. */
    public boolean isNull(String name) {
        return nulls.contains(name);
    }

    /**
     * A text that has to be there.
     *
     * @throws MalformedInput unless it is a string
     */
    public String requiredString(String name) {
        return required(name, optionalString(name));
    }

    /**
     * A flag, or what it is where it is absent.
     *
     * @throws MalformedInput unless it is true, false or absent
     */
    public boolean optionalBoolean(String name, boolean otherwise) {
        Boolean value = take(name, Boolean.class, "true or false");
        return value == null ? otherwise : value;
    }

    /**
     * A flag; null where it is absent.
     *
     * @throws MalformedInput unless it is true, false or absent
     */
    public @Nullable Boolean optionalBoolean(String name) {
        return take(name, Boolean.class, "true or false");
    }

    /**
     * A flag that has to be there.
     *
     * @throws MalformedInput unless it is true or false
     */
    public boolean requiredBoolean(String name) {
        return required(name, take(name, Boolean.class, "true or false"));
    }

    /**
     * A number; null where it is absent.
     *
     * @throws MalformedInput unless it is an integer of 64 bits, or absent
     */
    public @Nullable Long optionalLong(String name) {
        return take(name, Long.class, "an integer");
    }

    /**
     * A number that has to be there.
     *
     * @throws MalformedInput unless it is an integer of 64 bits
     */
    public long requiredLong(String name) {
        return required(name, optionalLong(name));
    }

    /**
     * An id; null where it is absent.
     *
     * @throws MalformedInput unless it is a UUID in a string, or absent
     */
    public @Nullable UUID optionalId(String name) {
        String text = optionalString(name);
        return text == null ? null : WireId.parse(name, text);
    }

    /**
     * An id that has to be there.
     *
     * @throws MalformedInput unless it is a UUID in a string
     */
    public UUID requiredId(String name) {
        return required(name, optionalId(name));
    }

    /**
     * Some texts; none where they are absent.
     *
     * @throws MalformedInput unless it is an array of strings, or absent
     */
    public List<String> optionalStrings(String name) {
        List<?> values = take(name, List.class, "an array of strings");
        List<String> strings = new ArrayList<>();
        if (values != null) {
            for (Object value : values) {
                if (!(value instanceof String text)) {
                    throw MalformedInput.field(name, "wrong_type", "must be an array of strings");
                }
                strings.add(text);
            }
        }
        return strings;
    }

    /**
     * A field with an array of ids; empty if it is absent or null.
     *
     * @throws MalformedInput if it is anything else
     */
    public List<UUID> optionalIds(String name) {
        return optionalStrings(name).stream()
                .map(text -> WireId.parse(name, text))
                .toList();
    }

    /** To be called when every known field was taken. @throws MalformedInput if any is left */
    public void end() {
        Iterator<String> left = fields.keySet().iterator();
        if (left.hasNext()) {
            String name = left.next();
            // A name comes from a stranger and goes back in the answer: only if it is harmless.
            throw SANE_NAME.matcher(name).matches()
                    ? MalformedInput.field(name, "unknown", "is not a field of this object")
                    : MalformedInput.of("there is a field that this object does not have");
        }
    }

    private <V> @Nullable V take(String name, Class<V> type, String form) {
        Object value = fields.remove(name);
        if (value == null) {
            return null;
        }
        if (!type.isInstance(value)) {
            throw MalformedInput.field(name, "wrong_type", "must be " + form);
        }
        return type.cast(value);
    }

    private static <V> V required(String name, @Nullable V value) {
        if (value == null) {
            throw MalformedInput.field(name, "missing", "is required");
        }
        return value;
    }
}
