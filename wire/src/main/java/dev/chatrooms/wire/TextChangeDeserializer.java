package dev.chatrooms.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Distinguishes a field that is {@code null} from one that is absent. */
final class TextChangeDeserializer extends StdScalarDeserializer<TextChange> {
    private static final long serialVersionUID = 1L;

    TextChangeDeserializer() {
        super(TextChange.class);
    }

    @Override
    public TextChange deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        return parser.hasToken(JsonToken.VALUE_STRING)
                ? new TextChange(parser.getText())
                : (TextChange) context.handleUnexpectedToken(TextChange.class, parser);
    }

    @Override
    public TextChange getNullValue(DeserializationContext context) {
        return new TextChange(null);
    }

    @Override
    public @Nullable Object getAbsentValue(DeserializationContext context) {
        return null;
    }
}
