package dev.chatrooms.application.admin;

import java.time.Instant;

/**
 * A node as it last announced itself.
 *
 * @param connections the open streams of clients
 * @param feedLagEvents the events of the log that its feed has not dispatched yet
 */
public record NodeStatus(String id, String version, Instant startedAt, int connections, long feedLagEvents) {}
