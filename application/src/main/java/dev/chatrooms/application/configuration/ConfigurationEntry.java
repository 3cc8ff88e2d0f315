package dev.chatrooms.application.configuration;

import org.jspecify.annotations.Nullable;

/**
 * An entry with the value in effect.
 *
 * @param value null for an entry of clients that is not set
 */
public record ConfigurationEntry(
        ConfigurationKey key, @Nullable ConfigurationValue value, Source source) {
    /** The origin of a value. */
    public enum Source {
        DEFAULT,
        /** The environment of the server, or the host, which sets the entry for good. */
        ENVIRONMENT,
        DATABASE
    }
}
