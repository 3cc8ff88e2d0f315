package dev.chatrooms.application.configuration;

import dev.chatrooms.application.configuration.ConfigurationValue.Flag;
import dev.chatrooms.application.configuration.ConfigurationValue.Json;
import dev.chatrooms.application.configuration.ConfigurationValue.Text;
import dev.chatrooms.application.configuration.ConfigurationValue.WholeNumber;
import dev.chatrooms.domain.InvalidValue;
import dev.chatrooms.domain.TextRules;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the configuration: its name, the type and the bounds of its values, and its default. These constants are
 * all entries that the chat itself knows; clients may agree on others, whose names begin with {@value #CLIENT_PREFIX}.
 */
public final class ConfigurationKey {
    /** The beginning of the names of clients' own entries. */
    public static final String CLIENT_PREFIX = "client.";

    /** The maximum size of a client's entry in bytes of UTF-8. */
    public static final int MAX_JSON_BYTES = 16 * 1024;

    /** The maximum number of clients' entries: all of them are part of an answer that needs no login. */
    public static final int MAX_CLIENT_ENTRIES = 32;

    /** The most bytes of a file or quota: every client can represent this number. */
    public static final long MAX_BYTES = 1L << 53;

    public static final ConfigurationKey SITE_NAME =
            text("site.name", "Chatrooms", 1, 80, "Name of the site, shown by clients.");
    public static final ConfigurationKey SITE_NOTICE =
            text("site.notice", "", 0, 1000, "Notice to everyone, shown on top of the web client; empty for none.");
    public static final ConfigurationKey REGISTRATION_OPEN =
            new ConfigurationKey("registration.open", new Flag(true), 0, 0, "Whether anyone can register.");
    public static final ConfigurationKey UPLOADS_MAX_BYTES = new ConfigurationKey(
            "uploads.maxBytes",
            new WholeNumber(26_214_400),
            1,
            MAX_BYTES,
            "Maximum size of an uploaded file in bytes.");
    public static final ConfigurationKey UPLOADS_QUOTA_BYTES = number(
            "uploads.quotaBytes",
            0,
            MAX_BYTES,
            "Maximum size of all files of one account together in bytes; 0 for no limit.");
    public static final ConfigurationKey MESSAGES_EDIT_WINDOW_SECONDS = number(
            "messages.editWindowSeconds",
            0,
            3_153_600_000L,
            "Seconds after which a message can no longer be edited; 0 for no limit.");

    public static final ConfigurationKey RETENTION_DAYS = number(
            "retention.days",
            0,
            36_500,
            "Days after which messages are deleted, with the events of that time; 0 for no limit.");

    private static final List<ConfigurationKey> KNOWN = List.of(
            SITE_NAME,
            SITE_NOTICE,
            REGISTRATION_OPEN,
            UPLOADS_MAX_BYTES,
            UPLOADS_QUOTA_BYTES,
            MESSAGES_EDIT_WINDOW_SECONDS,
            RETENTION_DAYS);

    private static final Pattern CLIENT_NAME =
            Pattern.compile("client\\.[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9])?");
    private static final Pattern INTEGER = Pattern.compile("-?[0-9]+");
    private static final int MAX_DIGITS = 18;

    private final String name;
    private final @Nullable ConfigurationValue defaultValue;
    private final long min;
    private final long max;
    private final String description;

    private ConfigurationKey(
            String name, @Nullable ConfigurationValue defaultValue, long min, long max, String description) {
        this.name = name;
        this.defaultValue = defaultValue;
        this.min = min;
        this.max = max;
        this.description = description;
    }

    private static ConfigurationKey text(String name, String defaultValue, int min, int max, String description) {
        return new ConfigurationKey(name, new Text(defaultValue), min, max, description);
    }

    private static ConfigurationKey number(String name, long defaultValue, long max, String description) {
        return new ConfigurationKey(name, new WholeNumber(defaultValue), 0, max, description);
    }

    /** Returns the entries that the chat itself knows. */
    public static List<ConfigurationKey> known() {
        return KNOWN;
    }

    /** Returns the entry of a name; empty if there is no such entry. */
    public static Optional<ConfigurationKey> named(String name) {
        if (CLIENT_NAME.matcher(name).matches()) {
            return Optional.of(new ConfigurationKey(name, null, 0, MAX_JSON_BYTES, "Entry of clients."));
        }
        return KNOWN.stream().filter(key -> key.name.equals(name)).findFirst();
    }

    public String name() {
        return name;
    }

    /** Returns the default; null for an entry of clients, which has none. */
    public @Nullable ConfigurationValue defaultValue() {
        return defaultValue;
    }

    public String description() {
        return description;
    }

    /** Returns whether this is an entry of clients, whose value is any JSON. */
    public boolean isOfClients() {
        return defaultValue == null;
    }

    /** Returns the name that clients see, for an entry of clients: without the prefix. */
    public String clientName() {
        return name.substring(CLIENT_PREFIX.length());
    }

    /**
     * Checks a value.
     *
     * @return the value
     * @throws InvalidValue if it has another type than the entry, or is out of bounds
     */
    public ConfigurationValue check(ConfigurationValue value) {
        Class<?> type = defaultValue == null ? Json.class : defaultValue.getClass();
        if (!type.isInstance(value)) {
            throw wrongType();
        }
        if (value instanceof WholeNumber number && (number.value() < min || number.value() > max)) {
            throw outOfRange();
        }
        if (value instanceof Json json && json.value().getBytes(StandardCharsets.UTF_8).length > MAX_JSON_BYTES) {
            throw new InvalidValue("too_long", "must have at most " + MAX_JSON_BYTES + " bytes");
        }
        return value instanceof Text text ? new Text(checked(text.value())) : value;
    }

    private InvalidValue outOfRange() {
        return new InvalidValue("out_of_range", "must be " + min + " to " + max);
    }

    /** Returns a text in the form in which it is kept. One that must not be empty is a name. */
    private String checked(String text) {
        return min > 0 ? TextRules.name(text, (int) max) : TextRules.optionalText(text, (int) max);
    }

    /**
     * Reads a value from text: a number in digits, {@code true} or {@code false}, JSON, or the text itself.
     *
     * @throws InvalidValue if the text is no value of this entry
     */
    public ConfigurationValue parse(String text) {
        if (defaultValue instanceof Flag) {
            if (!text.equals("true") && !text.equals("false")) {
                throw wrongType();
            }
            return new Flag(text.equals("true"));
        }
        if (defaultValue instanceof WholeNumber) {
            if (!INTEGER.matcher(text).matches()) {
                throw wrongType();
            }
            if (text.length() > MAX_DIGITS) {
                throw outOfRange();
            }
            return check(new WholeNumber(Long.parseLong(text)));
        }
        return check(defaultValue instanceof Text ? new Text(text) : new Json(text));
    }

    /** Returns the exception for a value of another type. */
    public InvalidValue wrongType() {
        String form = "JSON";
        if (defaultValue instanceof Flag) {
            form = "true or false";
        } else if (defaultValue instanceof WholeNumber) {
            form = "an integer";
        } else if (defaultValue instanceof Text) {
            form = "a string";
        }
        return new InvalidValue("wrong_type", "must be " + form);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ConfigurationKey key && key.name.equals(name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
