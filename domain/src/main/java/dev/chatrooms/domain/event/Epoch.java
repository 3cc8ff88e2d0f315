package dev.chatrooms.domain.event;

import java.util.regex.Pattern;

/**
 * The history in which positions count: 1 to 16 of {@code 0-9 a-z}. It changes when the store is restored or imported,
 * because positions may refer to other events afterwards.
 */
public record Epoch(String value) {
    private static final Pattern SHAPE = Pattern.compile("[0-9a-z]{1,16}");

    public Epoch {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("an epoch is 1 to 16 of 0-9 a-z");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
