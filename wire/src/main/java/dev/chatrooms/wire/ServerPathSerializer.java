package dev.chatrooms.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;

/** Writes a {@link ServerPath} after the base path of the encoding. */
final class ServerPathSerializer extends StdScalarSerializer<String> {
    private static final long serialVersionUID = 1L;

    /** The attribute with the base path. */
    static final Object BASE = ServerPath.class;

    ServerPathSerializer() {
        super(String.class);
    }

    @Override
    public void serialize(String path, JsonGenerator json, SerializerProvider provider) throws IOException {
        Object base = provider.getAttribute(BASE);
        json.writeString(base == null ? path : base + path);
    }
}
