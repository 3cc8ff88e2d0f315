package dev.chatrooms.application.monitoring;

/**
 * A snapshot of a pool of database connections.
 *
 * @param size the maximum number of connections
 * @param active connections in use
 * @param idle connections not in use
 * @param waiting threads that wait for a connection
 */
public record PoolActivity(int size, int active, int idle, int waiting) {}
