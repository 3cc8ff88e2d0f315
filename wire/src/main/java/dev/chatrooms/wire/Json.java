package dev.chatrooms.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.UUID;

/**
 * Writes the records of this package as JSON, and reads them as clients should: unknown fields are ignored, since later
 * versions may add some. The server reads with {@link StrictReader}.
 */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    // Otherwise an emoji takes twelve bytes instead of four, and a long message exceeds a frame.
                    .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                    .build())
            .addModule(module())
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private Json() {}

    /** Returns the forms of ids and times. */
    static SimpleModule module() {
        return new SimpleModule()
                .addSerializer(Instant.class, new TimeSerializer())
                .addDeserializer(Instant.class, new TimeDeserializer())
                .addDeserializer(UUID.class, new IdDeserializer())
                .addDeserializer(Event.class, new EventDeserializer());
    }

    /** Encodes a record as UTF-8, for clients that reach the server at the root of its host. */
    public static byte[] encode(Object value) {
        return encode(value, "");
    }

    /**
     * Encodes a record as UTF-8.
     *
     * @param base the path under which clients reach the server, without a slash at the end; empty for the root
     */
    public static byte[] encode(Object value, String base) {
        try {
            return writer(base).writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write a " + value.getClass().getSimpleName(), e);
        }
    }

    /**
     * Writes a record as UTF-8, as {@link #encode(Object, String)} does.
     *
     * @throws IOException if the stream throws it
     */
    public static void write(Object value, String base, OutputStream out) throws IOException {
        writer(base).writeValue(out, value);
    }

    private static ObjectWriter writer(String base) {
        return base.isEmpty() ? MAPPER.writer() : MAPPER.writer().withAttribute(ServerPathSerializer.BASE, base);
    }

    /** Returns a tolerant reader for a record. */
    public static ObjectReader reader(Class<?> type) {
        return MAPPER.readerFor(type);
    }
}
