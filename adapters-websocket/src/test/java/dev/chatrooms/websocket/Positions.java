package dev.chatrooms.websocket;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chatrooms.domain.event.Cursor;

/** What clients must not look into, but tests may. */
final class Positions {
    private Positions() {}

    static long of(JsonNode object) {
        return Cursor.parse(object.path("cursor").asText())
                .orElseThrow()
                .position()
                .value();
    }
}
