package dev.chatrooms.domain.event;

import java.util.regex.Pattern;

/**
 * Which history positions count in. It changes when the store was restored or imported, since positions after that may
 * name other events than before: 1 to 16 of {@code 0-9 a-z}.
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
