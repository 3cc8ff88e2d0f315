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

/**
 * A JSON object that is kept as it came: its form is checked as strictly as {@link StrictReader} does, its content is
 * not. No number is parsed, so numbers of any length come back unchanged.
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
        boolean storable = true;
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw MalformedInput.of("a JSON object is expected");
            }
            int depth = 1;
            while (depth > 0) {
                JsonToken token = parser.nextToken();
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (token == JsonToken.VALUE_STRING || token == JsonToken.FIELD_NAME) {
                    storable &= TextRules.isStorable(parser.getText());
                }
            }
            if (parser.nextToken() != null) {
                throw MalformedInput.of("nothing may follow the JSON object");
            }
        } catch (StreamConstraintsException e) {
            throw MalformedInput.of("this JSON is too deep");
        } catch (JsonProcessingException e) {
            throw MalformedInput.of("this is not well-formed JSON, or a name occurs twice in one object");
        } catch (IOException e) {
            throw new UncheckedIOException("reading a string cannot fail", e);
        }
        if (!storable) {
            Fields fields = new Fields();
            fields.reject("settings", "illegal_character", "must not contain NUL or an unpaired surrogate");
            fields.check();
        }
        return text;
    }
}
