package dev.chatrooms.wire;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads what clients send into records, strictly: no value is converted, no field is ignored. {@code null} is the same
 * as absent. Violations of the form are {@link MalformedInput}. The domain decides whether a text is acceptable (its
 * length, NUL, unpaired surrogates, which JSON can escape).
 */
public final class StrictReader {
    /**
     * The maximum size of an object that a client sends, over any transport. A text of 8,000 code points takes 96,000
     * bytes when each of them is escaped as a surrogate pair.
     */
    public static final int MAX_DOCUMENT_BYTES = 128 * 1024;

    private static final JsonFactory FACTORY = factory(StreamReadConstraints.builder()
            .maxNestingDepth(32)
            .maxNumberLength(20)
            .maxNameLength(256)
            .maxStringLength(MAX_DOCUMENT_BYTES)
            .maxDocumentLength(MAX_DOCUMENT_BYTES)
            .build());

    private static final JsonMapper MAPPER = JsonMapper.builder(FACTORY)
            .addModule(Json.module())
            .addHandler(new NullFields())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(
                    LogicalType.Textual,
                    config -> config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .withConfigOverride(
                    List.class,
                    override -> override.setSetterInfo(JsonSetter.Value.construct(Nulls.AS_EMPTY, Nulls.FAIL)))
            .build();

    private static final ClassValue<ObjectReader> READERS = new ClassValue<>() {
        @Override
        protected ObjectReader computeValue(Class<?> type) {
            return MAPPER.readerFor(type);
        }
    };

    /** Only such names are repeated in errors: the text is a client's, and errors are shown. */
    private static final Pattern HARMLESS_NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    private StrictReader() {}

    /** Lets an unknown field pass if it is {@code null}, as if it were absent. */
    private static final class NullFields extends DeserializationProblemHandler {
        @Override
        public boolean handleUnknownProperty(
                DeserializationContext context,
                JsonParser parser,
                JsonDeserializer<?> deserializer,
                Object beanOrClass,
                String name) {
            return parser.hasToken(JsonToken.VALUE_NULL);
        }
    }

    /** Returns a factory of parsers that refuse duplicate fields. */
    public static JsonFactory factory(StreamReadConstraints limits) {
        return JsonFactory.builder()
                .streamReadConstraints(limits)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                // Clients choose the names. Interned, they would fill a table that is never emptied.
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .build();
    }

    /**
     * Reads a record from its bytes.
     *
     * @throws MalformedInput if they are not UTF-8, or not exactly one JSON object with the components of the record
     */
    public static <T> T read(Class<T> type, byte[] utf8) {
        return read(type, decode(utf8));
    }

    /**
     * Reads a record from its text.
     *
     * @throws MalformedInput if it is not exactly one JSON object with the components of the record
     */
    public static <T> T read(Class<T> type, String text) {
        return read(READERS.get(type), type, text);
    }

    /**
     * Reads a record as {@link #read} does, but ignores fields that it does not have.
     *
     * @throws MalformedInput if it is not exactly one JSON object, or a component has another type
     */
    public static <T> T readPart(Class<T> type, String text) {
        return read(READERS.get(type).without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES), type, text);
    }

    private static <T> T read(ObjectReader reader, Class<T> type, String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw MalformedInput.of("a JSON object is expected");
            }
            return reader.readValue(parser);
        } catch (JsonProcessingException e) {
            throw malformed(type, text, e);
        } catch (IOException e) {
            throw new UncheckedIOException("reading a string cannot fail", e);
        }
    }

    /**
     * Decodes a text strictly. A byte order mark before it is left out.
     *
     * @throws MalformedInput if it is not UTF-8
     */
    public static String decode(byte[] utf8) {
        try {
            // Jackson's own decoder accepts overlong forms (a NUL as C0 80) and UTF-16.
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
            return text.startsWith("\ufeff") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw MalformedInput.of("this is not valid UTF-8");
        }
    }

    /** Explains why a text could not be read. Errors of the JSON itself take precedence over those of its fields. */
    private static MalformedInput malformed(Class<?> type, String text, JsonProcessingException failure) {
        Map<String, JsonToken> fields = fields(text);
        if (failure instanceof UnrecognizedPropertyException unknown) {
            String name = unknown.getPropertyName();
            return HARMLESS_NAME.matcher(name).matches()
                    ? MalformedInput.field(name, "unknown", "is not a field of this object")
                    : MalformedInput.of("there is a field that this object does not have");
        }
        if (failure instanceof InvalidTypeIdException) {
            String name = type.getAnnotation(JsonTypeInfo.class).property();
            return isText(fields, name)
                    ? MalformedInput.field(name, "unknown", "is not an operation")
                    : missingOrWrong(fields, name, String.class);
        }
        if (failure instanceof JsonMappingException mapping
                && !mapping.getPath().isEmpty()) {
            String name = mapping.getPath().get(0).getFieldName();
            if (failure instanceof InvalidFormatException format && format.getTargetType() == UUID.class) {
                return MalformedInput.field(name, "malformed", WireId.FORM);
            }
            if (failure instanceof InvalidFormatException format && format.getTargetType() == Instant.class) {
                return MalformedInput.field(name, "malformed", WireTime.FORM);
            }
            Optional<Class<?>> component = component(type, name);
            if (component.isPresent()) {
                return missingOrWrong(fields, name, component.get());
            }
        }
        throw new IllegalStateException("cannot read a " + type.getSimpleName(), failure);
    }

    private static boolean isText(Map<String, JsonToken> fields, String name) {
        return fields.get(name) == JsonToken.VALUE_STRING;
    }

    private static MalformedInput missingOrWrong(Map<String, JsonToken> fields, String name, Class<?> type) {
        return fields.getOrDefault(name, JsonToken.VALUE_NULL) == JsonToken.VALUE_NULL
                ? MalformedInput.field(name, "missing", "is required")
                : MalformedInput.field(name, "wrong_type", "must be " + form(type));
    }

    private static String form(Class<?> type) {
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        if (type == Long.class) {
            return "an integer";
        }
        if (type == Metadata.class) {
            return "an object";
        }
        return type == List.class ? "an array of strings" : "a string";
    }

    private static Optional<Class<?>> component(Class<?> type, String name) {
        Stream<Class<?>> records =
                type.isSealed() ? Arrays.stream(type.getPermittedSubclasses()) : Stream.<Class<?>>of(type);
        return records.flatMap(record -> Arrays.stream(record.getRecordComponents()))
                .filter(component -> component.getName().equals(name))
                .<Class<?>>map(RecordComponent::getType)
                .findFirst();
    }

    /** Returns the fields of an object with the first token of each value, after it has checked all of the text. */
    private static Map<String, JsonToken> fields(String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            parser.nextToken();
            Map<String, JsonToken> fields = new HashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                fields.put(name, parser.nextToken());
                checkValue(parser);
            }
            if (parser.nextToken() != null) {
                throw MalformedInput.of("nothing may follow the JSON object");
            }
            return fields;
        } catch (StreamConstraintsException e) {
            throw MalformedInput.of("this JSON is too deep, or a name or number in it too long");
        } catch (JsonProcessingException e) {
            // The parser has no other way to say it. If its wording changes, the code remains the same.
            throw MalformedInput.of(
                    String.valueOf(e.getOriginalMessage()).startsWith("Duplicate")
                            ? "a field occurs twice"
                            : "this is not well-formed JSON");
        } catch (IOException e) {
            throw new UncheckedIOException("reading a string cannot fail", e);
        }
    }

    private static void checkValue(JsonParser parser) throws IOException {
        int depth = 0;
        do {
            JsonToken token = depth == 0 ? parser.currentToken() : parser.nextToken();
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            if (token == JsonToken.VALUE_NUMBER_INT) {
                // The parser checks the length only when it is asked about the number.
                parser.getNumberType();
            }
        } while (depth > 0);
    }
}
