package dev.chatrooms.wire.mapping;

import java.util.Locale;

/** Enum constants on the wire: their names in lower case. */
final class EnumNames {
    private EnumNames() {}

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
