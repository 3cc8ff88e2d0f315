package dev.chatrooms.application.spi;

import java.util.UUID;

/** Makes new ids. */
@FunctionalInterface
public interface IdGenerator {
    /** A time-ordered UUID, version 7 (RFC 9562), never the same twice; later ones of the same generator sort later. */
    UUID next();
}
