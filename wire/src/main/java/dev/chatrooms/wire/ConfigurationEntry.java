package dev.chatrooms.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the configuration.
 *
 * @param value the value in effect, as JSON
 * @param defaultValue the default, as JSON; null for an entry of clients
 * @param source {@code default}, {@code environment} or {@code database}
 */
public record ConfigurationEntry(
        String key,
        @JsonRawValue @Nullable String value,
        @JsonProperty("default") @JsonRawValue @Nullable String defaultValue,
        String source,
        String description) {}
