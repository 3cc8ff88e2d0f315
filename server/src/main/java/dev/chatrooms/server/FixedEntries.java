package dev.chatrooms.server;

import dev.chatrooms.application.configuration.ConfigurationKey;
import dev.chatrooms.application.configuration.ConfigurationValue;
import dev.chatrooms.server.configuration.Configuration;
import dev.chatrooms.server.configuration.Variable;
import java.util.LinkedHashMap;
import java.util.Map;

/** The entries of the chat's configuration that variables of the operator set. Administrators change the others. */
final class FixedEntries {
    private FixedEntries() {}

    static Map<ConfigurationKey, ConfigurationValue> of(Configuration configuration) {
        Map<Variable, Map.Entry<ConfigurationKey, ConfigurationValue>> known = Map.of(
                Variable.OPEN_REGISTRATION,
                Map.entry(
                        ConfigurationKey.REGISTRATION_OPEN,
                        new ConfigurationValue.Flag(configuration.accounts().openRegistration())),
                Variable.MAX_UPLOAD_BYTES,
                Map.entry(
                        ConfigurationKey.UPLOADS_MAX_BYTES,
                        bytes(configuration.files().maxUploadBytes())),
                Variable.UPLOAD_QUOTA_BYTES,
                Map.entry(
                        ConfigurationKey.UPLOADS_QUOTA_BYTES,
                        bytes(configuration.files().quotaBytes())));
        Map<ConfigurationKey, ConfigurationValue> fixed = new LinkedHashMap<>();
        known.forEach((variable, entry) -> {
            if (configuration.explicit().contains(variable)) {
                fixed.put(entry.getKey(), entry.getValue());
            }
        });
        return fixed;
    }

    private static ConfigurationValue bytes(long number) {
        return new ConfigurationValue.WholeNumber(Math.min(number, ConfigurationKey.MAX_BYTES));
    }
}
