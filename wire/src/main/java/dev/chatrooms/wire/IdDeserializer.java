package dev.chatrooms.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;
import java.util.UUID;

/** Reads an id from a string in the form of {@link WireId}. Jackson's own reader also accepts Base64. */
final class IdDeserializer extends StdScalarDeserializer<UUID> {
    private static final long serialVersionUID = 1L;

    IdDeserializer() {
        super(UUID.class);
    }

    @Override
    public UUID deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (!parser.hasToken(JsonToken.VALUE_STRING)) {
            return (UUID) context.handleUnexpectedToken(UUID.class, parser);
        }
        UUID id = WireId.read(parser.getText());
        return id != null ? id : (UUID) context.handleWeirdStringValue(UUID.class, parser.getText(), "not a UUID");
    }
}
