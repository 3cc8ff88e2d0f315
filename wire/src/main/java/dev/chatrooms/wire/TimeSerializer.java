package dev.chatrooms.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;
import java.time.Instant;

/** Writes a time as {@link WireTime#format} does, without a string in between. */
final class TimeSerializer extends StdScalarSerializer<Instant> {
    private static final long serialVersionUID = 1L;

    TimeSerializer() {
        super(Instant.class);
    }

    @Override
    public void serialize(Instant time, JsonGenerator json, SerializerProvider provider) throws IOException {
        char[] text = WireTime.characters(time);
        json.writeString(text, 0, text.length);
    }
}
