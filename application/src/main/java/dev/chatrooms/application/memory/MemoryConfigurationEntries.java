package dev.chatrooms.application.memory;

import dev.chatrooms.application.spi.ConfigurationEntries;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

record MemoryConfigurationEntries(MemoryTransaction tx) implements ConfigurationEntries {
    /** The only key of the table with the version. */
    static final String VERSION = "version";

    @Override
    public State read() {
        Map<String, String> values = new HashMap<>();
        tx.all(tx.tables.configuration).forEach(entry -> values.put(entry.name(), entry.value()));
        return new State(version(), values);
    }

    @Override
    public long version() {
        return Optional.ofNullable(tx.get(tx.tables.configurationVersion, VERSION))
                .orElse(0L);
    }

    @Override
    public void put(String name, String value) {
        increment();
        tx.put(tx.tables.configuration, name, new StoredEntry(name, value));
    }

    @Override
    public void remove(String name) {
        increment();
        tx.put(tx.tables.configuration, name, null);
    }

    private void increment() {
        tx.put(tx.tables.configurationVersion, VERSION, version() + 1);
    }

    /** An entry that is set. */
    record StoredEntry(String name, String value) {}
}
