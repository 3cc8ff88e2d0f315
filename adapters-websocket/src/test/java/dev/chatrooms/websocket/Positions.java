package dev.chatrooms.websocket;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chatrooms.domain.event.Cursor;

/** Reads the log position out of a cursor, which is opaque to clients. */
final class Positions {
    private Positions() {}

    static long of(JsonNode object) {
        return Cursor.parse(object.path("cursor").asText())
                .orElseThrow()
                .position()
                .value();
    }
}
