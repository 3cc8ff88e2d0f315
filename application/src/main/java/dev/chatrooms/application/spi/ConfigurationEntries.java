package dev.chatrooms.application.spi;

import java.util.Map;

/**
 * The entries of the configuration that are set in the store, by name. Every change increments the version, so that a
 * node notices changes by one number.
 */
public interface ConfigurationEntries {
    /**
     * All entries that are set.
     *
     * @param version 0 before the first change
     */
    record State(long version, Map<String, String> values) {
        public State {
            values = Map.copyOf(values);
        }
    }

    /** Returns all entries with their version. */
    State read();

    /** Returns the version without the entries. */
    long version();

    /**
     * Sets an entry. Waits for concurrent changes of any entry to be committed or rolled back.
     *
     * @param value storable text, which is returned unchanged
     */
    void put(String name, String value);

    /** Removes an entry, if it is set. Waits as {@link #put} does. */
    void remove(String name);
}
