package dev.chatrooms.application.spi;

import java.util.UUID;

/** Generates ids. Thread-safe. */
@FunctionalInterface
public interface IdGenerator {
    /**
     * Returns a new time-ordered UUID, version 7 (RFC 9562). Ids are unique. Later ids of the same generator sort after
     * earlier ones, also if the clock stands still or is set back.
     */
    UUID next();
}
