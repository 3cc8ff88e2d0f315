package dev.chatrooms.application.configuration;

/** The value of an entry of the configuration. */
public sealed interface ConfigurationValue {
    /** Returns the value as the store keeps it; {@link ConfigurationKey#parse} reads it again. */
    String stored();

    /** A truth value. */
    record Flag(boolean value) implements ConfigurationValue {
        @Override
        public String stored() {
            return Boolean.toString(value);
        }
    }

    /** An integer. */
    record WholeNumber(long value) implements ConfigurationValue {
        @Override
        public String stored() {
            return Long.toString(value);
        }
    }

    /** A text for people. */
    record Text(String value) implements ConfigurationValue {
        @Override
        public String stored() {
            return value;
        }
    }

    /** Any JSON, kept as it came. The caller vouches that it is well-formed. */
    record Json(String value) implements ConfigurationValue {
        @Override
        public String stored() {
            return value;
        }
    }
}
