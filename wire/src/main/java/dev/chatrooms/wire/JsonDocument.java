package dev.chatrooms.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.Fields;
import dev.chatrooms.domain.TextRules;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A JSON object of somebody's own that is kept as it came: as strict about its form as {@link JsonObjectReader}, and
 * with no opinion on what is in it. No number is ever made of a number's text, so that it comes back as it was, however
 * long it is.
 */
public final class JsonDocument {
    private static final JsonFactory FACTORY = Json.FACTORY
            .rebuild()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(500)
                    .maxNumberLength(Json.MAX_DOCUMENT_BYTES)
                    .maxNameLength(Json.MAX_DOCUMENT_BYTES)
                    .maxStringLength(Json.MAX_DOCUMENT_BYTES)
                    .maxDocumentLength(Json.MAX_DOCUMENT_BYTES)
                    .build())
            .build();

    private JsonDocument() {}

    /**
     * The text of an object, from its bytes.
     *
     * @throws MalformedInput if they are not UTF-8, or not exactly one JSON object;
     * @throws ChatException {@code invalid} if a text or a name in it holds a NUL or an unpaired surrogate
     */
    public static String object(byte[] utf8) {
        String text = JsonObjectReader.decoded(utf8);
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
            throw new UncheckedIOException("a string is read without a device", e);
        }
        if (!storable) {
            Fields fields = new Fields();
            fields.reject("settings", "illegal_character", "must not contain NUL or an unpaired surrogate");
            fields.check();
        }
        return text;
    }
}
