package dev.chatrooms.wire;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.io.StringWriter;

/**
 * The custom data of an account, a room or a message: any JSON object.
 *
 * @param json its text, which is part of the JSON as it is
 */
@JsonDeserialize(using = Metadata.Deserializer.class)
public record Metadata(@JsonValue @JsonRawValue String json) {
    /** Keeps the text of an object, and the digits of its numbers. */
    static final class Deserializer extends StdDeserializer<Metadata> {
        private static final long serialVersionUID = 1L;
        private static final JsonFactory FACTORY = new JsonFactory();

        Deserializer() {
            super(Metadata.class);
        }

        @Override
        public Metadata deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.isExpectedStartObjectToken()) {
                return (Metadata) context.handleUnexpectedToken(Metadata.class, parser);
            }
            StringWriter text = new StringWriter();
            try (JsonGenerator generator = FACTORY.createGenerator(text)) {
                generator.copyCurrentStructureExact(parser);
            }
            return new Metadata(text.toString());
        }
    }
}
