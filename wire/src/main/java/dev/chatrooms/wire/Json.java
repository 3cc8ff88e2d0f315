package dev.chatrooms.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;

/** What all of the wire's JSON has in common. */
public final class Json {
    /** No object that a client may send is larger than this, whatever carries it. */
    public static final int MAX_DOCUMENT_BYTES = 64 * 1024;

    static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(32)
                    .maxNumberLength(20)
                    .maxNameLength(256)
                    .maxStringLength(MAX_DOCUMENT_BYTES)
                    .maxDocumentLength(MAX_DOCUMENT_BYTES)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            // Names come from strangers: interning them would fill a table that is never emptied.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            // Otherwise an emoji takes twelve bytes instead of four, and a long message more than a frame.
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();

    static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                    .build())
            .addModule(module())
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private Json() {}

    static SimpleModule module() {
        return new SimpleModule()
                .addSerializer(Instant.class, new TimeSerializer())
                .addDeserializer(Instant.class, new TimeDeserializer())
                .addDeserializer(UUID.class, new IdDeserializer());
    }

    /** Encodes a record of this package as UTF-8. */
    public static byte[] encode(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record could not be written", e);
        }
    }

    /** Something that writes itself as JSON. */
    @FunctionalInterface
    public interface Content {
        void writeTo(JsonGenerator json) throws IOException;
    }

    /** The content as UTF-8. */
    public static byte[] encode(Content content) {
        Bytes bytes = new Bytes();
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            content.writeTo(json);
        } catch (IOException e) {
            throw new UncheckedIOException("nothing here touches a device", e);
        }
        return bytes.written;
    }

    /**
     * Keeps what the generator writes, which most often is all at once from its own buffer: so one array, of the right
     * length, is made.
     */
    private static final class Bytes extends OutputStream {
        private byte[] written = {};

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] from, int offset, int length) {
            int before = written.length;
            written = Arrays.copyOf(written, before + length);
            System.arraycopy(from, offset, written, before, length);
        }
    }

    public static String time(Instant instant) {
        return WireTime.format(instant);
    }

    /** An enum's constant as the wire has it. */
    static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** The text, or as much of its beginning as fits into that many code points. */
    static String cut(String text, int codePoints) {
        // A text of n chars has at most n code points, so most are not even scanned.
        return text.length() <= codePoints || text.codePointCount(0, text.length()) <= codePoints
                ? text
                : text.substring(0, text.offsetByCodePoints(0, codePoints));
    }
}
