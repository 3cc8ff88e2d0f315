package dev.chatrooms.wire.mapping;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.chatrooms.application.configuration.ConfigurationKey;
import dev.chatrooms.application.configuration.ConfigurationValue;
import dev.chatrooms.application.configuration.ConfigurationValue.Flag;
import dev.chatrooms.application.configuration.ConfigurationValue.Text;
import dev.chatrooms.application.configuration.ConfigurationValue.WholeNumber;
import dev.chatrooms.wire.ConfigurationEntry;
import dev.chatrooms.wire.Json;
import dev.chatrooms.wire.SiteConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The configuration. */
public final class ConfigurationMapping {
    private ConfigurationMapping() {}

    /** Maps an entry for administrators. */
    public static ConfigurationEntry entry(dev.chatrooms.application.configuration.ConfigurationEntry entry) {
        return new ConfigurationEntry(
                entry.key().name(),
                json(entry.value()),
                json(entry.key().defaultValue()),
                EnumNames.of(entry.source()),
                entry.key().description());
    }

    /** Maps what everyone may know. */
    public static SiteConfiguration site(dev.chatrooms.application.configuration.SiteConfiguration site) {
        return new SiteConfiguration(
                site.name(),
                site.notice(),
                site.registrationOpen(),
                site.emailVerification(),
                new SiteConfiguration.Limits(site.messageLength(), site.attachments(), site.uploadBytes()),
                object(site.client()));
    }

    private static String object(Map<String, String> members) {
        return members.entrySet().stream()
                .map(member -> quoted(member.getKey()) + ":" + member.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static @Nullable String json(@Nullable ConfigurationValue value) {
        if (value == null) {
            return null;
        }
        return value instanceof Text text ? quoted(text.value()) : value.stored();
    }

    private static String quoted(String text) {
        return new String(Json.encode(text), StandardCharsets.UTF_8);
    }

    /**
     * Reads a value of an entry.
     *
     * @param json well-formed JSON
     * @throws dev.chatrooms.domain.InvalidValue if it has another type than the entry
     */
    public static ConfigurationValue value(ConfigurationKey key, String json) {
        if (key.isOfClients()) {
            return key.parse(json);
        }
        ConfigurationValue form = key.defaultValue();
        try (JsonParser parser = JsonDocument.parser(json)) {
            JsonToken token = parser.nextToken();
            boolean hasType = (form instanceof Text && token == JsonToken.VALUE_STRING)
                    || (form instanceof WholeNumber && token == JsonToken.VALUE_NUMBER_INT)
                    || (form instanceof Flag && token.isBoolean());
            if (!hasType) {
                throw key.wrongType();
            }
            return key.parse(parser.getText());
        } catch (IOException e) {
            throw new UncheckedIOException("reading a string cannot fail", e);
        }
    }
}
