package dev.chatrooms.wire.mapping;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.Fields;
import dev.chatrooms.domain.TextRules;
import dev.chatrooms.wire.MalformedInput;
import dev.chatrooms.wire.StrictReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * JSON that is kept as it came: its form is checked as strictly as {@link StrictReader} does, its content is not. No
 * number is parsed, so numbers of any length come back unchanged.
 */
public final class JsonDocument {
    private static final JsonFactory FACTORY = StrictReader.factory(StreamReadConstraints.builder()
            .maxNestingDepth(500)
            .maxNumberLength(StrictReader.MAX_DOCUMENT_BYTES)
            .maxNameLength(StrictReader.MAX_DOCUMENT_BYTES)
            .maxStringLength(StrictReader.MAX_DOCUMENT_BYTES)
            .maxDocumentLength(StrictReader.MAX_DOCUMENT_BYTES)
            .build());

    private JsonDocument() {}

    /**
     * Returns the text of an object.
     *
     * @throws MalformedInput if the bytes are not UTF-8, or not exactly one JSON object
     * @throws ChatException {@code invalid} if a text or a name in it holds a NUL or an unpaired surrogate
     */
    public static String object(byte[] utf8) {
        String text = StrictReader.decode(utf8);
        boolean storable = read(text, parser -> {
            requireObject(parser);
            return checkValue(parser);
        });
        requireStorable("settings", storable);
        return text;
    }

    /**
     * Returns the value of an object's only member as JSON text; null if the object has no members.
     *
     * @throws MalformedInput if the bytes are not UTF-8, or not exactly one JSON object without other members
     * @throws ChatException {@code invalid} if a text or a name in the value holds a NUL or an unpaired surrogate
     */
    public static @Nullable String member(byte[] utf8, String name) {
        String text = StrictReader.decode(utf8);
        int[] place = new int[2];
        boolean storable = read(text, parser -> {
            requireObject(parser);
            boolean fine = true;
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                if (!parser.currentName().equals(name)) {
                    throw MalformedInput.of("there is a field that this object does not have");
                }
                parser.nextToken();
                place[0] = (int) parser.currentTokenLocation().getCharOffset();
                fine = checkValue(parser);
                place[1] = (int) parser.currentLocation().getCharOffset();
            }
            return fine;
        });
        requireStorable(name, storable);
        return place[1] == 0 ? null : text.substring(place[0], place[1]).strip();
    }

    /** Returns a parser for well-formed JSON. */
    static JsonParser parser(String json) throws IOException {
        return FACTORY.createParser(json);
    }

    /** Reads one value and checks that nothing follows it. */
    private interface Reading {
        boolean read(JsonParser parser) throws IOException;
    }

    private static boolean read(String text, Reading reading) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            boolean outcome = reading.read(parser);
            if (parser.nextToken() != null) {
                throw MalformedInput.of("nothing may follow the JSON object");
            }
            return outcome;
        } catch (StreamConstraintsException e) {
            throw MalformedInput.of("this JSON is too deep");
        } catch (JsonProcessingException e) {
            throw MalformedInput.of("this is not well-formed JSON, or a name occurs twice in one object");
        } catch (IOException e) {
            throw new UncheckedIOException("reading a string cannot fail", e);
        }
    }

    private static void requireObject(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw MalformedInput.of("a JSON object is expected");
        }
    }

    /** Reads the rest of the current value. @return whether all its texts are storable */
    private static boolean checkValue(JsonParser parser) throws IOException {
        boolean storable = true;
        int depth = 0;
        do {
            JsonToken token = depth == 0 ? parser.currentToken() : parser.nextToken();
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            if (token == JsonToken.VALUE_STRING || token == JsonToken.FIELD_NAME) {
                storable &= TextRules.isStorable(parser.getText());
            }
        } while (depth > 0);
        return storable;
    }

    private static void requireStorable(String field, boolean storable) {
        if (!storable) {
            Fields fields = new Fields();
            fields.reject(field, "illegal_character", "must not contain NUL or an unpaired surrogate");
            fields.check();
        }
    }
}
