package dev.chatrooms.application.configuration;

import java.util.List;

/**
 * The configuration for administrators. A change is in effect on this node when the call returns, and on all others
 * within a second.
 */
public interface ConfigurationManagement {
    /** Returns all entries: the known ones in their order, then those of clients that are set, by name. */
    List<ConfigurationEntry> entries();

    /**
     * Sets an entry. Fails with {@code invalid}, {@code set_by_environment}, or {@code too_many} for a further entry of
     * clients.
     */
    ConfigurationEntry set(ConfigurationKey key, ConfigurationValue value);

    /** Sets an entry back to its default. Idempotent. Fails with {@code set_by_environment}. */
    void unset(ConfigurationKey key);
}
