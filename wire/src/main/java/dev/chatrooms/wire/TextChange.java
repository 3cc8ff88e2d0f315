package dev.chatrooms.wire;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import org.jspecify.annotations.Nullable;

/**
 * A new value for a field. A component of this type is null if the field was absent, which is not the same as a field
 * that was {@code null}.
 *
 * @param text the new text; null if the field was {@code null}
 */
@JsonDeserialize(using = TextChangeDeserializer.class)
public record TextChange(@JsonValue @Nullable String text) {}
