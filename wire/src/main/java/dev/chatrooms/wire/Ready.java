package dev.chatrooms.wire;

import java.util.Map;

/**
 * The readiness of a server.
 *
 * @param status {@code up} or {@code down}
 * @param dependencies the parts of the server, by name
 */
public record Ready(String status, Map<String, Dependency> dependencies) {
    /** One part that the server depends on. */
    public record Dependency(String status, String detail) {}
}
