package dev.chatrooms.application.configuration.internal;

import dev.chatrooms.application.configuration.ConfigurationEntry;
import dev.chatrooms.application.configuration.ConfigurationEntry.Source;
import dev.chatrooms.application.configuration.ConfigurationKey;
import dev.chatrooms.application.configuration.ConfigurationValue;
import dev.chatrooms.application.configuration.SiteConfiguration;
import dev.chatrooms.application.spi.ConfigurationEntries;
import dev.chatrooms.domain.InvalidValue;
import dev.chatrooms.domain.message.MessageText;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The configuration as it was at one version. */
record Snapshot(
        long version,
        Map<ConfigurationKey, ConfigurationValue> fixed,
        SortedMap<String, ConfigurationValue> stored,
        SiteConfiguration site) {
    private static final Logger LOG = System.getLogger(Snapshot.class.getName());
    private static final int MAX_ATTACHMENTS = 10;

    static Snapshot of(
            ConfigurationEntries.State state,
            Map<ConfigurationKey, ConfigurationValue> fixed,
            boolean emailVerification) {
        SortedMap<String, ConfigurationValue> stored = new TreeMap<>();
        state.values().forEach((name, text) -> {
            ConfigurationValue value = restored(name, text);
            if (value != null) {
                stored.put(name, value);
            }
        });
        return new Snapshot(state.version(), fixed, stored, site(fixed, stored, emailVerification));
    }

    /** Returns a stored value; null if this version of the chat cannot use it, for example after a downgrade. */
    private static @Nullable ConfigurationValue restored(String name, String text) {
        try {
            ConfigurationKey key = ConfigurationKey.named(name).orElse(null);
            return key == null ? null : key.parse(text);
        } catch (InvalidValue e) {
            LOG.log(Level.WARNING, "the stored value of {0} is not used: it {1}", name, e.getMessage());
            return null;
        }
    }

    ConfigurationEntry entry(ConfigurationKey key) {
        return entry(key, fixed, stored);
    }

    private static ConfigurationEntry entry(
            ConfigurationKey key,
            Map<ConfigurationKey, ConfigurationValue> fixed,
            Map<String, ConfigurationValue> stored) {
        ConfigurationValue value = fixed.get(key);
        if (value != null) {
            return new ConfigurationEntry(key, value, Source.ENVIRONMENT);
        }
        value = stored.get(key.name());
        return value == null
                ? new ConfigurationEntry(key, key.defaultValue(), Source.DEFAULT)
                : new ConfigurationEntry(key, value, Source.DATABASE);
    }

    /** Returns all known entries, then those of clients that are set, by name. */
    List<ConfigurationEntry> entries() {
        List<ConfigurationEntry> entries = new ArrayList<>();
        ConfigurationKey.known().forEach(key -> entries.add(entry(key)));
        stored.keySet().stream()
                .flatMap(name -> ConfigurationKey.named(name).stream())
                .filter(ConfigurationKey::isOfClients)
                .forEach(key -> entries.add(entry(key)));
        return entries;
    }

    private static SiteConfiguration site(
            Map<ConfigurationKey, ConfigurationValue> fixed,
            Map<String, ConfigurationValue> stored,
            boolean emailVerification) {
        SortedMap<String, String> client = new TreeMap<>();
        stored.forEach((name, value) -> ConfigurationKey.named(name)
                .filter(ConfigurationKey::isOfClients)
                .ifPresent(key -> client.put(key.clientName(), value.stored())));
        return new SiteConfiguration(
                text(ConfigurationKey.SITE_NAME, fixed, stored),
                text(ConfigurationKey.SITE_NOTICE, fixed, stored),
                Boolean.parseBoolean(text(ConfigurationKey.REGISTRATION_OPEN, fixed, stored)),
                emailVerification,
                MessageText.MAX_CODE_POINTS,
                MAX_ATTACHMENTS,
                Long.parseLong(text(ConfigurationKey.UPLOADS_MAX_BYTES, fixed, stored)),
                Collections.unmodifiableSortedMap(client));
    }

    private static String text(
            ConfigurationKey key,
            Map<ConfigurationKey, ConfigurationValue> fixed,
            Map<String, ConfigurationValue> stored) {
        ConfigurationValue value = entry(key, fixed, stored).value();
        return value == null ? "" : value.stored();
    }
}
