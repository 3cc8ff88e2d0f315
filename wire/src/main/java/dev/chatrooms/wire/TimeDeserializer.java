package dev.chatrooms.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;
import java.time.Instant;

/** Reads a time from a string in the form of {@link WireTime}. */
final class TimeDeserializer extends StdScalarDeserializer<Instant> {
    private static final long serialVersionUID = 1L;

    TimeDeserializer() {
        super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (!parser.hasToken(JsonToken.VALUE_STRING)) {
            return (Instant) context.handleUnexpectedToken(Instant.class, parser);
        }
        Instant time = WireTime.read(parser.getText());
        return time != null
                ? time
                : (Instant) context.handleWeirdStringValue(Instant.class, parser.getText(), "not a time");
    }
}
