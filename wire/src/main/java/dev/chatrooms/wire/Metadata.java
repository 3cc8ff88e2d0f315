package dev.chatrooms.wire;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;

/**
 * The custom data of an account, a room or a message: any JSON object.
 *
 * @param json its text, which is part of the JSON as it is
 */
@JsonDeserialize(using = Metadata.Deserializer.class)
public record Metadata(@JsonValue @JsonRawValue String json) {
    /** Keeps the text of an object. */
    static final class Deserializer extends StdDeserializer<Metadata> {
        private static final long serialVersionUID = 1L;

        Deserializer() {
            super(Metadata.class);
        }

        @Override
        public Metadata deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return new Metadata(context.readTree(parser).toString());
        }
    }
}
